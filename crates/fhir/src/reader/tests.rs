//! Tests of `reader`.
