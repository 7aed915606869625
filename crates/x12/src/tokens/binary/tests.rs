//! Tests of `tokens::binary`.

use sha2::Digest;

use crate::segment::Bin;
use crate::{Event, Limits, Reader};

const HEAD: &str = "ISA*00**00**ZZ*A*ZZ*B*260301*1200*^*00602*1*0*P*:~GS*PI*A*B*20260301*1200*1*X*006020X314~ST*275*1~";

/// What the set holds, one a line, with what came of each binary segment.
fn check_within(body: &[u8], segment_bytes: usize, expected: &[&str]) {
    let mut file = HEAD.as_bytes().to_vec();
    file.extend_from_slice(body);
    let limits = Limits {
        segment_bytes,
        binary_bytes: segment_bytes,
        ..Limits::default()
    };
    // Whatever the size of reads is, the same is told.
    for step in [1, 7, 4096] {
        let slow = Slowly(&file, step);
        let mut reader = Reader::new(slow, limits);
        let mut told = Vec::new();
        while let Some(event) = reader.next_event().unwrap() {
            match event {
                Event::Segment(segment) => told.push(tell(segment, &file)),
                Event::Damaged(damaged) => {
                    let data = damaged.data.map(|data| {
                        let from = usize::try_from(data.offset).unwrap();
                        let to = from + usize::try_from(data.bytes).unwrap();
                        let digest = sha2::Sha256::digest(&file[from..to]);
                        assert_eq!(data.digest, digest[..16]);
                        format!(" with {} of data", data.bytes)
                    });
                    told.push(format!(
                        "{:?} {} of {} bytes{}",
                        damaged.damage,
                        String::from_utf8_lossy(damaged.seems()),
                        damaged.bytes,
                        data.unwrap_or_default()
                    ));
                }
                Event::SetEnd(end) => told.push(format!("SE {}", end.trailer)),
                Event::InterchangeEnd(end) => told.push(format!("IEA {}", end.trailer)),
                _ => {}
            }
        }
        assert_eq!(told, expected, "read by {step}");
    }
}

fn tell(segment: crate::Segment<'_>, file: &[u8]) -> String {
    match Bin::try_from_segment(segment) {
        Some(bin) => {
            let at = usize::try_from(segment.position().byte + bin.offset()).unwrap();
            assert_eq!(bin.data(), &file[at..at + bin.data().len()]);
            let filter = String::from_utf8_lossy(bin.filter()).into_owned();
            format!("{filter} {}", bin.data().escape_ascii())
        }
        None => String::from_utf8_lossy(segment.id()).into_owned(),
    }
}

fn check(body: &str, expected: &[&str]) {
    check_within(body.as_bytes(), 1 << 20, expected);
}

struct Slowly<'a>(&'a [u8], usize);

impl std::io::Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = self.0.len().min(self.1).min(buffer.len());
        buffer[..len].copy_from_slice(&self.0[..len]);
        self.0 = &self.0[len..];
        Ok(len)
    }
}

const TAIL: &str = "SE*4*1~GE*1*1~IEA*1*1~";

#[test]
fn the_length_decides_where_it_ends() {
    check(
        &format!("BIN*9*a*b~SE*1~~EFI*05~BDS*B64*3*A\n=~\n{TAIL}"),
        &[" a*b~SE*1~", "EFI", "B64 A\\n=", "SE true", "IEA true"],
    );
    check(&format!("BIN*0*~{TAIL}"), &[" ", "SE true", "IEA true"]);
}

#[test]
fn what_looks_like_an_isa_is_data() {
    let isa = "~IEA*1*1~ISA*00*          *00*          *ZZ*A              *ZZ*B              *260301*1200*^*00501*000000001*0*P*:~";
    check(
        &format!("BIN*{}*{isa}~BIN*1*~~{TAIL}", isa.len()),
        &[&format!(" {isa}"), " ~", "SE true", "IEA true"],
    );
}

#[test]
fn a_length_that_does_not_fit_is_told_and_recovered_from() {
    // Too short, with a terminator within; too long; too long for what is left of the file.
    check(
        &format!("BIN*2*ab~cd~\nEFI*05~{TAIL}"),
        &[" ab", "NoId  of 2 bytes", "EFI", "SE true", "IEA true"],
    );
    check(
        &format!("BIN*3*ab~cd~\nEFI*05~{TAIL}"),
        &["BinaryLength BIN of 11 bytes", "EFI", "SE true", "IEA true"],
    );
    check(
        &format!("BIN*900*ab~{TAIL}"),
        &["BinaryLength BIN of 10 bytes", "SE true", "IEA true"],
    );
    check_within(
        format!("BIN*900*ab~{TAIL}").as_bytes(),
        60,
        &["BinaryLength BIN of 10 bytes", "SE true", "IEA true"],
    );
}

#[test]
fn beyond_the_limit_it_is_skipped_by_its_length() {
    let data = "x~LX*1~".repeat(100_000);
    check_within(
        format!("BIN*{}*{data}~EFI*1~{TAIL}", data.len()).as_bytes(),
        1000,
        &[
            "TooLong BIN of 700011 bytes with 700000 of data",
            "EFI",
            "SE true",
            "IEA true",
        ],
    );
    let length = data.len() + 5;
    check_within(
        format!("BIN*{length}*{data}~EFI*1~{TAIL}").as_bytes(),
        1000,
        &["BinaryLength BIN of 700017 bytes", "SE true", "IEA true"],
    );
}

#[test]
fn a_file_that_is_cut_in_its_data() {
    check(
        "BIN*9*abc",
        &["Cut BIN of 9 bytes", "SE false", "IEA false"],
    );
    check_within(
        b"BIN*99*abc",
        60,
        &["Cut BIN of 10 bytes", "SE false", "IEA false"],
    );
    check(
        "BIN*3*abc",
        &["Cut BIN of 9 bytes", "SE false", "IEA false"],
    );
}

#[test]
fn without_a_length_it_is_a_segment_like_any_other() {
    check(
        &format!("BIN*x*ab~BIN~BDS*B64~{TAIL}"),
        &[" ab", " ", "B64 ", "SE true", "IEA true"],
    );
}
