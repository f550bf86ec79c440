"""Count a term by month and outlet with Polars, from the parts that a scan has left.

Run it with ``python examples/parts_polars.py PARTS xin-zhi-shengchanli``.
"""

import sys

import polars as pl

# Without this, each file would have categories of its own.
AS_TEXT = pl.col("id", "date", "outlet", "concept").cast(pl.String)


def counts(parts: str, concept: str) -> pl.DataFrame:
    """Return period, outlet, articles with the concept, all texts, and occurrences."""
    by = [pl.col("date").str.slice(0, 7).alias("period"), pl.col("outlet")]
    sizes = pl.scan_parquet(f"{parts}/texts/*.parquet").group_by(by).agg(texts=pl.len())
    mentions = pl.scan_parquet(f"{parts}/mentions/*.parquet").select(AS_TEXT)
    found = (
        mentions.filter(concept=concept)
        .group_by(by)
        .agg(articles=pl.col("id").n_unique(), occurrences=pl.len())
    )
    return (
        sizes.join(found, on=["period", "outlet"], how="left")
        .select("period", "outlet", pl.col("articles").fill_null(0), "texts",
                pl.col("occurrences").fill_null(0))
        .sort("outlet", "period")
        .collect()
    )  # fmt: skip


if __name__ == "__main__":
    for row in counts(*sys.argv[1:]).iter_rows():
        print(*row, sep="\t")
