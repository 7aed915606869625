//! Filters of columns (parquet-format, `BloomFilter.md`): of each only the blocks are read that the values fall into.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use parquet::bloom_filter::Sbbf;
use parquet::errors::Result;
use twox_hash::XxHash64;

use crate::reader::Reader;

/// Bytes of a block.
const BLOCK: u64 = 32;

/// The values that may be in a column whose filter stands there. Of a damaged one nothing is known.
pub(crate) async fn left<'v>(
    part: &mut Reader,
    filter: Range<u64>,
    values: BTreeSet<&'v str>,
) -> Result<BTreeSet<&'v str>> {
    let length = filter.end.saturating_sub(filter.start);
    // A header is shorter than a block, and whole blocks follow it.
    let (header, blocks) = (length % BLOCK, length / BLOCK);
    let mut places: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for value in &values {
        places.entry(block(value, blocks)).or_default().push(value);
    }
    let of = |start: u64, bytes: u64| start..start.saturating_add(bytes);
    let mut ranges = vec![of(filter.start, header)];
    let blocks = places
        .keys()
        .map(|at| of(filter.start + header + at * BLOCK, BLOCK));
    ranges.extend(blocks);
    let read = part.ranges(&ranges).await?;
    // Where nothing was read no value of ours falls.
    let mut known = vec![0; usize::try_from(length).unwrap_or(0)];
    for (range, bytes) in ranges.iter().zip(&read) {
        let start = usize::try_from(range.start - filter.start).unwrap_or(usize::MAX);
        let end = start.saturating_add(bytes.len());
        if let Some(place) = known.get_mut(start..end) {
            place.copy_from_slice(bytes);
        }
    }
    let Ok(known) = Sbbf::from_bytes(&known) else {
        return Ok(values);
    };
    let values = values.into_iter();
    Ok(values.filter(|value| known.check(*value)).collect())
}

/// The block that a value falls into.
fn block(value: &str, blocks: u64) -> u64 {
    let hash = XxHash64::oneshot(0, value.as_bytes());
    ((hash >> 32) * blocks) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_falls_into_the_block_that_it_is_looked_for_in() {
        for bytes in [32, 1 << 12, 1 << 18] {
            let blocks = u64::try_from(bytes).unwrap() / BLOCK;
            for value in ["", "A17", "M000123", "\u{e9}"] {
                let mut one = Sbbf::new_with_num_of_bytes(bytes);
                one.insert(value);
                let mut written = vec![];
                one.write(&mut written).unwrap();
                let header = written.len() - bytes;
                assert_eq!(
                    u64::try_from(written.len()).unwrap() % BLOCK,
                    u64::try_from(header).unwrap()
                );
                // All but this block may be anything.
                let at = header + usize::try_from(block(value, blocks) * BLOCK).unwrap();
                for (place, byte) in written.iter_mut().enumerate().skip(header) {
                    if !(at..at + 32).contains(&place) {
                        *byte = 0;
                    }
                }
                assert!(Sbbf::from_bytes(&written).unwrap().check(value), "{value}");
            }
        }
    }
}
