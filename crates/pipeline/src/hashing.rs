//! Pass one's reader: hashes a file while something else reads it.

use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

/// Hashes the bytes of a reader in their order, each once, however they are read: what is skipped is
/// read at the end.
pub(crate) struct Hashing<R> {
    inner: R,
    hasher: Sha256,
    /// Everything before this offset is hashed.
    hashed: u64,
    /// Where the reader stands.
    at: u64,
}

impl<R: Read + Seek> Hashing<R> {
    /// Begins with the words that belong to the file beside its bytes, each preceded by its length.
    pub(crate) fn new(inner: R, words: &[&str]) -> Hashing<R> {
        let mut hasher = Sha256::new();
        for word in words {
            hasher.update(u64::try_from(word.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(word.as_bytes());
        }
        Hashing {
            inner,
            hasher,
            hashed: 0,
            at: 0,
        }
    }

    /// The digest of all bytes, in hexadecimal, and how many they are.
    pub(crate) fn finish(mut self) -> io::Result<(String, u64)> {
        if self.at != self.hashed {
            self.seek(SeekFrom::Start(self.hashed))?;
        }
        let mut buffer = vec![0; 1 << 16];
        while self.read(&mut buffer)? > 0 {}
        let hex = self
            .hasher
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok((hex, self.hashed))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let end = self.at + u64::try_from(read).unwrap_or(u64::MAX);
        if self.at <= self.hashed && self.hashed < end {
            let skip = usize::try_from(self.hashed - self.at).unwrap_or(usize::MAX);
            if let Some(new) = buffer.get(skip..read) {
                self.hasher.update(new);
                self.hashed = end;
            }
        }
        self.at = end;
        Ok(read)
    }
}

impl<R: Seek> Seek for Hashing<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.inner.seek(to)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn hash(read: impl FnOnce(&mut Hashing<Cursor<Vec<u8>>>)) -> (String, u64) {
        let bytes: Vec<u8> = (0..=255_u8).cycle().take(300_000).collect();
        let mut reader = Hashing::new(Cursor::new(bytes), &["source", "contract"]);
        read(&mut reader);
        reader.finish().unwrap()
    }

    #[test]
    fn every_way_to_read_gives_the_same_hash() {
        let whole = hash(|reader| {
            io::copy(reader, &mut io::sink()).unwrap();
        });
        assert_eq!(whole.1, 300_000);
        assert_eq!(hash(|_| {}), whole, "not at all");
        let here_and_there = hash(|reader| {
            let mut some = [0; 100];
            reader.seek(SeekFrom::End(-100)).unwrap();
            reader.read_exact(&mut some).unwrap();
            reader.seek(SeekFrom::Start(0)).unwrap();
            reader.read_exact(&mut some).unwrap();
            reader.seek(SeekFrom::Start(30)).unwrap();
            reader.read_exact(&mut some).unwrap();
            reader.seek(SeekFrom::Start(1_000)).unwrap();
            reader.read_exact(&mut some).unwrap();
        });
        assert_eq!(here_and_there, whole);
    }

    #[test]
    fn where_a_word_ends_counts() {
        let id = |words| Hashing::new(Cursor::new(b"x"), words).finish().unwrap().0;
        assert_ne!(id(&["ab", "c"]), id(&["a", "bc"]));
        assert_eq!(id(&["ab", "c"]).len(), 64);
    }
}
