"""A small parquet file of which a reader that copies each text would make half a gigabyte: 5,000 times one text of
100,000 bytes out of a dictionary, and one row without a value.

    python make_hostile_parquet.py hostile/parquet
"""

import sys

import pyarrow as pa
import pyarrow.parquet as pq

table = pa.table({"text": ["x" * 100_000] * 5000 + [None]})
pq.write_table(table, sys.argv[1] + "/repeated.parquet", compression="zstd", use_dictionary=True)
