//! Tests of `datatype`.
