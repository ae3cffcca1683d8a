/** What is wrong with a Parquet file as a whole, worded to follow "The Parquet file is damaged: ". */
export class DamagedParquet extends Error {
  override readonly name = "DamagedParquet";
}
