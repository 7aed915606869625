//! FTS: file trailer.

segment! {
    /// File trailer.
    Fts, "FTS";
    /// FTS-1.
    code batch_count = 1;
    /// FTS-2.
    text comment = 2;
}
