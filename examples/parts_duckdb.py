"""Count a term by month and outlet with DuckDB, from the parts that a scan has left.

Run it with ``python examples/parts_duckdb.py PARTS xin-zhi-shengchanli``.
"""

import sys

import duckdb

SHARES = """
    WITH sizes AS (
        SELECT date[:7] AS period, outlet, count(*) AS texts
        FROM read_parquet($parts || '/texts/*.parquet')
        GROUP BY ALL
    ), found AS (
        SELECT date[:7] AS period, outlet, count(DISTINCT id) AS articles, count(*) AS occurrences
        FROM read_parquet($parts || '/mentions/*.parquet')
        WHERE concept = $concept
        GROUP BY ALL
    )
    SELECT period, outlet, coalesce(articles, 0) AS articles, texts,
        coalesce(occurrences, 0) AS occurrences
    FROM sizes LEFT JOIN found USING (period, outlet)
    ORDER BY outlet, period
"""


def counts(parts: str, concept: str) -> list[tuple[str, str, int, int, int]]:
    """Return period, outlet, articles with the concept, all texts, and occurrences."""
    return duckdb.execute(SHARES, {"parts": parts, "concept": concept}).fetchall()


if __name__ == "__main__":
    for row in counts(*sys.argv[1:]):
        print(*row, sep="\t")
