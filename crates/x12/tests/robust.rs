//! No bytes make the reader panic, hang or lose count: seeded cuts, flips and splices.

use x12::segment::Bin;
use x12::{
    Canonical, Event, Limits, Reader, attachment, authorization, claim, eligibility, remittance,
    section,
};

const REMITTANCE: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260301*1200*^*00501*000000001*0*P*:~
GS*HP*PAYER*CLINIC*20260301*1200*1*X*005010X221A1~ST*835*0001~BPR*I*80*C*ACH~TRN*1*T*1~N1*PR*PAYER~N3*X~
N1*PE*CLINIC*XX*1234567893~LX*1~CLP*A*1*100*80*20*12*P~CAS*CO*45*10**97*10~NM1*QC*1*SMITH*LISA*M~
SVC*HC:99213:25^NU:1*100*80**1~DTM*472*20260101~CAS*PR*1*20~LQ*HE*N1~PLB*1*20261231*WO:X*5~SE*16*0001~GE*1*1~IEA*1*000000001~
";

const CLAIM: &str = "ISA|00||00||ZZ|A|ZZ|B|260301|1200|U|00401|7|0|T|>
GS|HC|A|B|20260301|1200|1|X|005010X222A1
ST|837|1
BHT|0019|00|X
HL|1||20|1
NM1|85|2|CLINIC
HL|2|1|22|1
SBR|P
NM1|IL|1|DOE
HL|3|2|23|0
PAT|19
NM1|QC|1|DOE
CLM|A|100|||11>B>1
HI|BK>25000
NM1|82|1|HOUSE
SBR|S
CAS|CO|45|1
NM1|PR|2|P
LX|1
SV1|HC>1|100|UN|1
LIN||N4|1
NM1|82|1|H
SVD|1|2
CAS|CO|45|1
LQ|UT|1
SE|24|1
GE|1|1
IEA|1|7
";

const ELIGIBILITY: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260301*1200*^*00501*000000001*0*P*:~
GS*HB*PAYER*CLINIC*20260301*1200*1*X*005010X279A1~ST*271*1~BHT*0022*11*1*20260301*1200~HL*1**20*1~AAA*N**42*P~NM1*PR*2*P~
HL*2*1*22*0~TRN*2*1*9P~NM1*IL*1*DOE~DMG*D8*19800101*F~EB*1*IND*30^98*MB~HSD*VS*5~EB*R**30~LS*2120~NM1*PRP*2*O~N3*A~LE*2120~
SE*17*1~ST*278*2~BHT*1~HL*1**EV~UM*HS*I~HCR*A1*1~NM1*SJ*1*A~HL*2*1*SS~SV1*HC:1~SE*8*2~GE*2*1~IEA*1*000000001~";

const ATTACHMENT: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260301*1200*^*00602*000000001*0*P*:~
GS*PI*CLINIC*PAYER*20260301*1200*1*X*006020X314~ST*275*1~BGN*02*1*20260301~NM1*PR*2*P~LX*1~TRN*1*5~STC*R4:1::LOI~CAT*AE*HL~
EFI*05~BIN*24*a~SE*1*1~ISA*b~c^d:e*\r\nf~LX*2~BDS*B64*4*QUJD~SE*12*1~GE*1*1~IEA*1*000000001~";

const SAMPLES: [&str; 4] = [REMITTANCE, CLAIM, ELIGIBILITY, ATTACHMENT];

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// Reads everything there is to read, and checks what must hold for any bytes.
fn read(bytes: &[u8], limits: Limits) -> u64 {
    let mut reader = Reader::new(bytes, limits);
    let mut payments = remittance::Loops::new(limits);
    let mut claims = claim::Loops::new(limits);
    let mut sections = [
        eligibility::loops(limits),
        authorization::loops(limits),
        attachment::loops(limits),
    ];
    let mut canonical = Canonical::new();
    let (mut records, mut starts, mut given, mut parts) = (0, 0_i64, 0, 0);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => {
                assert!(error.is_refusal() && records == 0, "{error}");
                break;
            }
        };
        records += event.records();
        assert!(event.position().record <= records + 1, "{event:?}");
        match event {
            Event::InterchangeStart(_) | Event::GroupStart(_) => starts += 1,
            Event::SetStart(_) => starts += 1,
            Event::GroupEnd(_) | Event::InterchangeEnd(_) => starts -= 1,
            Event::SetEnd(_) => {
                starts -= 1;
                parts += payments.finish().map_or(0, |part| part.count());
                parts += claims.finish().map_or(0, |part| part.count());
                for loops in &mut sections {
                    parts += loops.finish().map_or(0, |part| touch_section(&part));
                }
                canonical.finish();
            }
            Event::Segment(segment) => {
                given += 5;
                canonical.push(&segment);
                assert!(segment.elements().count() == segment.element_count());
                if let Some(part) = payments.push(&segment) {
                    parts += part.count();
                    touch_payment(&part);
                }
                if let Some(part) = claims.push(&segment) {
                    parts += part.count();
                    touch_claim(&part);
                }
                for loops in &mut sections {
                    parts += loops.push(&segment).map_or(0, |part| touch_section(&part));
                }
            }
            Event::Damaged(damaged) => {
                canonical.push_damaged(&damaged);
                payments.damage(&damaged);
                claims.damage(&damaged);
                sections.iter_mut().for_each(|loops| loops.damage(&damaged));
            }
            _ => {}
        }
    }
    assert_eq!(starts, 0, "every start has its end");
    assert_eq!(given, parts, "every segment is in one loop");
    records
}

/// How many segments a part has; each is handed out once.
fn touch_section(part: &section::Part<'_>) -> u64 {
    let lost: u64 = part.lost().iter().map(|lost| lost.segments).sum();
    let own = match part {
        section::Part::Header(span) => span.len(),
        section::Part::Section(section) => {
            let details: usize = section.details().map(|it| it.items().count() + 1).sum();
            for item in section.items() {
                if let Some(bin) = Bin::try_from_segment(item.segment()) {
                    assert!(bin.offset() >= 3 && bin.data().len() < 2_000_000);
                }
            }
            assert_eq!(section.items().count() + 1 + details, section.span().len());
            section.span().len()
        }
        section::Part::TooLarge(too_large) => return too_large.segments,
    };
    own as u64 + lost
}

fn touch_payment(part: &remittance::Part<'_>) {
    if let remittance::Part::Claim(claim) = part {
        let own = claim.items().count() + 1;
        let lines: usize = claim.lines().map(|line| line.items().count() + 1).sum();
        assert_eq!(own + lines, claim.span().len());
    }
}

fn touch_claim(part: &claim::Part<'_>) {
    if let claim::Part::Claim(claim) = part {
        let mut count = claim.items().count() + 1;
        count += claim
            .parties()
            .map(|party| party.items().count() + 1)
            .sum::<usize>();
        for other in claim.other_subscribers() {
            count += other.items().count() + 1;
            count += other
                .parties()
                .map(|party| party.span().len())
                .sum::<usize>();
        }
        for line in claim.lines() {
            count += line.items().count() + 1;
            count += line.parts().map(|part| part.span().len()).sum::<usize>();
        }
        assert_eq!(count, claim.span().len());
    }
}

#[test]
fn cut_anywhere() {
    for sample in SAMPLES {
        for end in 0..sample.len() {
            read(&sample.as_bytes()[..end], Limits::default());
            read(&sample.as_bytes()[end..], Limits::default());
        }
    }
}

#[test]
fn flipped_spliced_and_doubled() {
    let mut random = Random(3);
    let small = Limits {
        segment_bytes: 40,
        binary_bytes: 60,
        loop_bytes: 60,
        loop_segments: 4,
        levels: 1,
        level_bytes: 50,
        level_segments: 4,
        levels_bytes: 200,
        preamble_bytes: 100,
    };
    let rounds = if cfg!(debug_assertions) {
        3_000
    } else {
        30_000
    };
    for round in 0..rounds {
        let mut bytes = SAMPLES[round % SAMPLES.len()].as_bytes().to_vec();
        for _ in 0..=random.below(8) {
            let (at, to) = (random.below(bytes.len()), random.below(bytes.len()));
            match random.below(6) {
                0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                1 => bytes[at] = b"*~:^|>\n\r \0IGSTE"[random.below(15)],
                2 => drop(bytes.drain(at.min(to)..at.max(to).min(at.min(to) + 30))),
                3 => bytes.extend_from_within(at.min(to)..at.max(to)),
                4 => bytes.splice(at..at, *b"ISA*00*").for_each(drop),
                _ => bytes.splice(at..at, CLAIM.bytes().take(to)).for_each(drop),
            }
            if bytes.is_empty() {
                break;
            }
        }
        read(&bytes, Limits::default());
        read(&bytes, small);
    }
}

#[test]
fn nothing_but_noise() {
    let mut random = Random(7);
    for _ in 0..500 {
        let bytes: Vec<u8> = (0..random.below(400))
            .map(|_| u8::try_from(random.below(256)).unwrap())
            .collect();
        read(&bytes, Limits::default());
        read(
            &[REMITTANCE.as_bytes(), &bytes, CLAIM.as_bytes()].concat(),
            Limits::default(),
        );
    }
}

#[test]
fn the_samples_are_sound() {
    assert_eq!(read(REMITTANCE.as_bytes(), Limits::default()), 20);
    assert_eq!(read(CLAIM.as_bytes(), Limits::default()), 28);
    assert_eq!(read(ELIGIBILITY.as_bytes(), Limits::default()), 30);
    assert_eq!(read(ATTACHMENT.as_bytes(), Limits::default()), 16);
}
