"""Find the terms in articles on Spark, and count them by month.

Run it with ``spark-submit examples/spark_mentions.py ARTICLES.parquet OUT``. The articles have the
columns ``id``, ``date`` (as 2024-03-09), ``outlet`` and ``text``; the package is installed on all
nodes.
"""

import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import count, count_distinct, length, lit

from glossary.corpus.spark import SCHEMA, mentions_in_arrow


def mentions_of(articles: DataFrame) -> DataFrame:
    """Return one row a mention."""
    # Several hundred articles at a time are enough for a finder, and fit into memory.
    return articles.select("id", "date", "outlet", "text").mapInArrow(mentions_in_arrow(), SCHEMA)


def by_month(mentions: DataFrame) -> DataFrame:
    """Return the articles and occurrences of each concept by month and outlet."""
    month = mentions["date"].substr(lit(1), lit(7)).alias("period")
    rows = mentions.where(length("date") >= 7).groupBy("concept", month, "outlet")
    counts = rows.agg(count_distinct("id").alias("articles"), count(lit(1)).alias("occurrences"))
    return counts.orderBy("concept", "outlet", "period")


def main(articles: str, out: str) -> None:
    """Write the mentions in articles and their counts as Parquet."""
    spark = SparkSession.builder.appName("mentions").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
    mentions = mentions_of(spark.read.parquet(articles))
    mentions.write.mode("overwrite").parquet(f"{out}/mentions")
    by_month(spark.read.parquet(f"{out}/mentions")).write.mode("overwrite").parquet(f"{out}/counts")


if __name__ == "__main__":
    main(*sys.argv[1:])
