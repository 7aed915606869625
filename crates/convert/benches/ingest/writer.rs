//! Seeded 835 and 837 of any length: made-up people, realistic shape.

use std::io::{self, Write};

/// Numbers without a pattern (xorshift).
struct Seed(u64);

impl Seed {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn of<'a>(&mut self, values: &[&'a str]) -> &'a str {
        let count = u64::try_from(values.len()).unwrap_or(1);
        let at = usize::try_from(self.below(count)).unwrap_or(0);
        values.get(at).copied().unwrap_or_default()
    }
}

const LAST: &[&str] = &[
    "SMITH", "JOHNSON", "GARCIA", "NGUYEN", "MILLER", "DAVIS", "LOPEZ", "WILSON",
];
const FIRST: &[&str] = &[
    "MARY", "JAMES", "LINDA", "ROBERT", "PATRICIA", "JOHN", "JENNIFER",
];
const CODES: &[&str] = &[
    "99213", "99214", "99203", "36415", "80053", "85025", "93000", "J1100", "71046",
];
const CARCS: &[&str] = &["197", "16", "50", "97", "96", "29", "18", "27"];
const DIAGNOSES: &[&str] = &[
    "I10", "E119", "J069", "M545", "Z0000", "R079", "N390", "F329",
];

/// Segments so far, and where they go.
struct Out<'w> {
    to: &'w mut dyn Write,
    segments: u64,
    bytes: u64,
}

impl Out<'_> {
    fn put(&mut self, segment: &str) -> io::Result<()> {
        self.to.write_all(segment.as_bytes())?;
        self.to.write_all(b"~")?;
        self.segments += 1;
        self.bytes += u64::try_from(segment.len()).unwrap_or(0) + 1;
        Ok(())
    }
}

/// How long a file is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Length {
    /// One set of about so many bytes.
    Bytes(u64),
    /// So many sets of so many claims each.
    Claims(u64, u64),
}

/// Writes a file.
pub(crate) fn write(kind: &str, length: Length, seed: u64, to: &mut dyn Write) -> io::Result<()> {
    let mut out = Out {
        to,
        segments: 0,
        bytes: 0,
    };
    let mut seed = Seed(seed);
    out.put(
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*1200*^*00501*000000001*0*P*:",
    )?;
    let (functional, guide, set) = match kind {
        "835" => ("HP", "005010X221A1", "835"),
        "837P" => ("HC", "005010X222A1", "837"),
        _ => ("HC", "005010X223A2", "837"),
    };
    out.put(&format!(
        "GS*{functional}*SENDER*RECEIVER*20260301*1200*1*X*{guide}"
    ))?;
    let (sets, most) = match length {
        Length::Bytes(bytes) => (1, Most::Bytes(bytes)),
        Length::Claims(sets, claims) => (sets, Most::Claims(claims)),
    };
    for number in 1..=sets {
        let before = out.segments;
        // ST03 is not used in an 835.
        match kind {
            "835" => out.put(&format!("ST*{set}*{number:04}"))?,
            _ => out.put(&format!("ST*{set}*{number:04}*{guide}"))?,
        }
        match kind {
            "835" => remittance(number, most, &mut seed, &mut out)?,
            "837P" => claims(number, most, false, &mut seed, &mut out)?,
            _ => claims(number, most, true, &mut seed, &mut out)?,
        }
        let segments = out.segments - before + 1;
        out.put(&format!("SE*{segments}*{number:04}"))?;
    }
    out.put(&format!("GE*{sets}*1"))?;
    out.put("IEA*1*000000001")
}

/// Where a set ends.
#[derive(Debug, Clone, Copy)]
enum Most {
    /// Of the file.
    Bytes(u64),
    /// Of the set.
    Claims(u64),
}

impl Most {
    fn allows(self, claims: u64, out: &Out<'_>) -> bool {
        match self {
            Most::Bytes(bytes) => out.bytes < bytes,
            Most::Claims(most) => claims < most,
        }
    }
}

fn money(cents: u64) -> String {
    match cents % 100 {
        0 => format!("{}", cents / 100),
        rest => format!("{}.{rest:02}", cents / 100),
    }
}

fn day(seed: &mut Seed) -> String {
    format!("2026{:02}{:02}", 1 + seed.below(2), 1 + seed.below(28))
}

fn remittance(set: u64, most: Most, seed: &mut Seed, out: &mut Out<'_>) -> io::Result<()> {
    for segment in [
        "BPR*I*1000000*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260301",
        &format!("TRN*1*CHK{set:06}*1512345678"),
        "DTM*405*20260228",
        "N1*PR*ACME HEALTH PLAN*XV*60054",
        "N3*1 INSURANCE WAY",
        "N4*HARTFORD*CT*06101",
        "PER*BL*PROVIDER SERVICES*TE*8005551212",
        "N1*PE*GOOD CLINIC*XX*1234567893",
        "REF*TJ*123456789",
        "LX*1",
    ] {
        out.put(segment)?;
    }
    let mut number = 0;
    while most.allows(number, out) {
        number += 1;
        remitted_claim(number, seed, out)?;
    }
    out.put("PLB*1234567893*20261231*WO:PCN1*-96*L6:INT*-1.25")
}

fn remitted_claim(number: u64, seed: &mut Seed, out: &mut Out<'_>) -> io::Result<()> {
    let lines: Vec<(u64, u64)> = (0..1 + seed.below(5))
        .map(|_| (5_000 + seed.below(40_000), seed.below(10)))
        .collect();
    let charge: u64 = lines.iter().map(|(charge, _)| charge).sum();
    let paid = |(charge, fate): &(u64, u64)| if *fate == 0 { 0 } else { charge * 6 / 10 };
    let total: u64 = lines.iter().map(paid).sum();
    let (last, first) = (seed.of(LAST), seed.of(FIRST));
    let service = day(seed);
    out.put(&format!(
        "CLP*ACCT{number:08}*1*{}*{}*0*MC*2026{:012}*11*1",
        money(charge),
        money(total),
        number * 7_919
    ))?;
    out.put(&format!(
        "NM1*QC*1*{last}*{first}*A***MI*W{:09}",
        seed.below(1_000_000_000)
    ))?;
    out.put("NM1*82*1*HOUSE*GREGORY****XX*1987654328")?;
    out.put(&format!("REF*1L*GRP{:05}", seed.below(90_000)))?;
    out.put(&format!("DTM*232*{service}"))?;
    out.put(&format!("DTM*233*{service}"))?;
    out.put("DTM*050*20260215")?;
    out.put(&format!("AMT*AU*{}", money(charge)))?;
    for (at, line) in lines.iter().enumerate() {
        let (charge, paid) = (line.0, paid(line));
        let code = seed.of(CODES);
        out.put(&format!(
            "SVC*HC:{code}*{}*{}**1",
            money(charge),
            money(paid)
        ))?;
        out.put(&format!("DTM*472*{service}"))?;
        if paid == 0 {
            out.put(&format!("CAS*CO*{}*{}", seed.of(CARCS), money(charge)))?;
        } else {
            let share = seed.below(2) * 1_000;
            out.put(&format!("CAS*CO*45*{}", money(charge - paid - share)))?;
            if share > 0 {
                out.put(&format!("CAS*PR*2*{}", money(share)))?;
            }
        }
        out.put(&format!("REF*6R*{number:08}{at:02}"))?;
        out.put(&format!("AMT*B6*{}", money(paid)))?;
        if paid == 0 {
            out.put("LQ*HE*N130")?;
        }
    }
    Ok(())
}

fn claims(
    set: u64,
    most: Most,
    institutional: bool,
    seed: &mut Seed,
    out: &mut Out<'_>,
) -> io::Result<()> {
    for segment in [
        &format!("BHT*0019*00*BATCH{set:04}*20260301*1200*CH"),
        "NM1*41*2*GOOD CLINIC*****46*12345",
        "PER*IC*BILLING OFFICE*TE*8005551212",
        "NM1*40*2*CLEARINGHOUSE*****46*67890",
        "HL*1**20*1",
        "PRV*BI*PXC*207Q00000X",
        "NM1*85*2*GOOD CLINIC*****XX*1234567893",
        "N3*1 MAIN STREET",
        "N4*HARTFORD*CT*061012345",
        "REF*EI*123456789",
    ] {
        out.put(segment)?;
    }
    let mut level = 1;
    while most.allows(level - 1, out) {
        level += 1;
        claim(level, institutional, seed, out)?;
    }
    Ok(())
}

fn claim(level: u64, institutional: bool, seed: &mut Seed, out: &mut Out<'_>) -> io::Result<()> {
    let lines: Vec<u64> = (0..1 + seed.below(5))
        .map(|_| 5_000 + seed.below(40_000))
        .collect();
    let charge = money(lines.iter().sum());
    let (last, first) = (seed.of(LAST), seed.of(FIRST));
    let service = day(seed);
    out.put(&format!("HL*{level}*1*22*0"))?;
    out.put("SBR*P*18*******CI")?;
    out.put(&format!(
        "NM1*IL*1*{last}*{first}*A***MI*W{:09}",
        seed.below(1_000_000_000)
    ))?;
    out.put(&format!("N3*{} ELM STREET", 1 + seed.below(900)))?;
    out.put("N4*HARTFORD*CT*06101")?;
    out.put(&format!("DMG*D8*19{}0115*F", 40 + seed.below(60)))?;
    out.put("NM1*PR*2*ACME HEALTH PLAN*****PI*60054")?;
    let place = if institutional { "13:A:1" } else { "11:B:1" };
    out.put(&format!("CLM*ACCT{level:08}*{charge}***{place}*Y*A*Y*Y"))?;
    if institutional {
        out.put(&format!("DTP*434*RD8*{service}-{service}"))?;
        out.put("CL1*3*1*01")?;
    }
    out.put(&format!("REF*D9*{level:012}"))?;
    out.put(&format!(
        "HI*ABK:{}*ABF:{}",
        seed.of(DIAGNOSES),
        seed.of(DIAGNOSES)
    ))?;
    if institutional {
        out.put("NM1*71*1*HOUSE*GREGORY****XX*1987654328")?;
    } else {
        out.put("NM1*82*1*HOUSE*GREGORY****XX*1987654328")?;
        out.put("PRV*PE*PXC*207Q00000X")?;
    }
    for (at, line) in lines.iter().enumerate() {
        out.put(&format!("LX*{}", at + 1))?;
        let (code, amount) = (seed.of(CODES), money(*line));
        if institutional {
            out.put(&format!("SV2*0300*HC:{code}*{amount}*UN*1"))?;
        } else {
            out.put(&format!("SV1*HC:{code}*{amount}*UN*1***1:2"))?;
        }
        out.put(&format!("DTP*472*D8*{service}"))?;
        out.put(&format!("REF*6R*{level:08}{at:02}"))?;
    }
    Ok(())
}
