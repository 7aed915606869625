//! A small seeded writer of remittances and claims: the same seed, the same bytes.

/// A linear congruential generator (Knuth's MMIX constants): enough for sample data.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const ISA: &str = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260301*1200*^*00501*000000001*0*P*:~\n";

/// An 835 of about so many bytes.
pub(super) fn remittance(bytes: usize) -> Vec<u8> {
    let mut random = Random(835);
    let mut text =
        format!("{ISA}GS*HP*PAYER*CLINIC*20260301*1200*1*X*005010X221A1~\nST*835*0001~\n");
    text.push_str(
        "BPR*I*1*C*ACH*CCP*01*999999992*DA*123456*1512345678**01*999988880*DA*98765*20260301~\n",
    );
    text.push_str("TRN*1*12345*1512345678~\nDTM*405*20260301~\nN1*PR*ANY PAYER~\nN3*1 WAY~\nN4*CITY*CA*90210~\n");
    text.push_str("N1*PE*ANY CLINIC*XX*1234567893~\nLX*1~\n");
    while text.len() < bytes {
        let (charge, id) = (random.below(90_000) + 1_000, random.below(1_000_000_000));
        let (dollars, cents) = (charge / 100, charge % 100);
        text.push_str(&format!(
            "CLP*ACC{id:09}*1*{dollars}.{cents:02}*80.5*12.25*MC*PCN{id:012}*11*1~\nNM1*QC*1*DOE{}*JANE*Q***MI*W{id:09}~\n\
             NM1*82*1*HOUSE*GREG****XX*1234567893~\nREF*EA*MRN{id}~\nDTM*232*20260201~\nDTM*233*20260203~\nAMT*AU*{dollars}.{cents:02}~\n",
            random.below(1000)
        ));
        for line in 0..=random.below(4) {
            text.push_str(&format!(
                "SVC*HC:{}:25*100.00*40.25**1~\nDTM*472*20260201~\nCAS*CO*45*{}.75**253*0.82~\nCAS*PR*2*10~\nREF*6R*{line}~\nAMT*B6*50.25~\nLQ*HE*N362~\n",
                99_201 + random.below(30),
                random.below(100)
            ));
        }
    }
    ended(text)
}

/// Which of the three guides an 837 follows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Guide {
    Professional,
    Institutional,
    Dental,
}

/// An 837 of about so many bytes.
pub(super) fn claims(guide: Guide, bytes: usize) -> Vec<u8> {
    let mut random = Random(837);
    let version = match guide {
        Guide::Professional => "005010X222A1",
        Guide::Institutional => "005010X223A2",
        Guide::Dental => "005010X224A2",
    };
    let mut text =
        format!("{ISA}GS*HC*CLINIC*PAYER*20260301*1200*1*X*{version}~\nST*837*0001*{version}~\n");
    text.push_str("BHT*0019*00*REF1*20260301*1200*CH~\nNM1*41*2*ANY CLINIC*****46*CLINIC~\nPER*IC*HELP*TE*5555551234~\n");
    text.push_str("NM1*40*2*ANY PAYER*****46*PAYER~\nHL*1**20*1~\nPRV*BI*PXC*207Q00000X~\nNM1*85*2*ANY CLINIC*****XX*1234567893~\n");
    text.push_str("N3*1 WAY~\nN4*CITY*CA*902101234~\nREF*EI*123456789~\n");
    let mut level = 1_u64;
    while text.len() < bytes {
        level += 1;
        let id = random.below(1_000_000_000);
        text.push_str(&format!(
            "HL*{level}*1*22*0~\nSBR*P*18*GRP{}*****CI~\nNM1*IL*1*DOE{}*JANE*Q***MI*W{id:09}~\nN3*{} MAIN ST~\nN4*CITY*CA*90210~\n\
             DMG*D8*19700101*F~\nNM1*PR*2*ANY PAYER*****PI*12345~\n",
            random.below(100),
            random.below(1000),
            random.below(9999)
        ));
        text.push_str(&match guide {
            Guide::Professional => format!(
                "CLM*ACC{id:09}*300.5***11:B:1*Y*A*Y*Y~\nREF*D9*TRACE{id}~\nHI*ABK:R519*ABF:I10~\n\
                 NM1*82*1*HOUSE*GREG****XX*1234567893~\nPRV*PE*PXC*207Q00000X~\n"
            ),
            Guide::Institutional => format!(
                "CLM*ACC{id:09}*300.5***13:A:1**A*Y*Y~\nDTP*434*RD8*20260201-20260203~\nCL1*3*1*01~\n\
                 REF*D9*TRACE{id}~\nHI*ABK:R519:::::::Y~\nHI*ABF:I10:::::::Y~\nNM1*71*1*HOUSE*GREG****XX*1234567893~\n"
            ),
            Guide::Dental => format!(
                "CLM*ACC{id:09}*300.5***11:B:1*Y*A*Y*Y~\nDTP*472*D8*20260201~\nREF*D9*TRACE{id}~\n\
                 NM1*82*1*HOUSE*GREG****XX*1234567893~\nPRV*PE*PXC*1223G0001X~\n"
            ),
        });
        for line in 1..=random.below(4) + 1 {
            let code = random.below(30);
            text.push_str(&match guide {
                Guide::Professional => format!(
                    "LX*{line}~\nSV1*HC:{}:25*100.00*UN*1***1:2~\nDTP*472*D8*20260201~\n",
                    99_201 + code
                ),
                Guide::Institutional => format!(
                    "LX*{line}~\nSV2*0300*HC:{}*100.00*UN*1~\nDTP*472*D8*20260201~\n",
                    80_048 + code
                ),
                Guide::Dental => format!(
                    "LX*{line}~\nSV3*AD:D{:04}*100.00***1*1~\nTOO*JP*{}*M:O~\n",
                    2_140 + code,
                    1 + code
                ),
            });
            text.push_str(&format!("REF*6R*{id}-{line}~\n"));
        }
    }
    ended(text)
}

/// A 277CA of about so many bytes.
pub(super) fn acknowledgments(bytes: usize) -> Vec<u8> {
    let mut random = Random(277);
    let mut text =
        format!("{ISA}GS*HN*PAYER*CLINIC*20260301*1200*1*X*005010X214~\nST*277*0001*005010X214~\n");
    text.push_str("BHT*0085*08*REF1*20260301*1200*TH~\nHL*1**20*1~\nNM1*PR*2*ANY PAYER*****PI*12345~\nTRN*1*BATCH1~\nDTP*050*D8*20260301~\n");
    text.push_str("DTP*009*D8*20260301~\nHL*2*1*21*1~\nNM1*41*2*ANY CLINIC*****46*CLINIC~\nTRN*2*REF1~\nSTC*A1:19:PR*20260301*WQ*1000~\n");
    text.push_str("QTY*90*10~\nAMT*YU*1000~\nHL*3*2*19*1~\nNM1*85*2*ANY CLINIC*****XX*1234567893~\nTRN*1*0~\nREF*TJ*123456789~\n");
    let mut level = 3_u64;
    while text.len() < bytes {
        level += 1;
        let id = random.below(1_000_000_000);
        text.push_str(&format!(
            "HL*{level}*3*PT~\nNM1*QC*1*DOE{}*JANE*Q***MI*W{id:09}~\nTRN*2*ACC{id:09}~\nSTC*A2:20:PR*20260301*WQ*300.5~\n\
             REF*1K*PCN{id:012}~\nREF*D9*TRACE{id}~\nDTP*472*D8*20260201~\n",
            random.below(1000)
        ));
        if random.below(4) == 0 {
            text.push_str(&format!(
                "SVC*HC:{}:25*100.00*0****1~\nSTC*A7:562:82*20260301*U*100.00~\nREF*FJ*{id}~\nDTP*472*D8*20260201~\n",
                99_201 + random.below(30)
            ));
        }
    }
    ended(text)
}

/// A 999 of about so many bytes, every fourth set with a segment in error.
pub(super) fn implementation_acknowledgments(bytes: usize) -> Vec<u8> {
    let mut random = Random(999);
    let mut text = format!(
        "{ISA}GS*FA*PAYER*CLINIC*20260301*1200*1*X*005010X231A1~\nST*999*0001*005010X231A1~\nAK1*HC*1*005010X222A1~\n"
    );
    let (mut sets, mut accepted) = (0_u64, 0_u64);
    while text.len() < bytes {
        sets += 1;
        text.push_str(&format!("AK2*837*{sets:09}*005010X222A1~\n"));
        if random.below(4) == 0 {
            text.push_str(&format!(
                "IK3*CLM*{}*2300*8~\nCTX*CLM01:ACC{sets:09}~\nIK4*2*782*1~\nIK5*R*5~\n",
                10 + random.below(90)
            ));
        } else {
            accepted += 1;
            text.push_str("IK5*A~\n");
        }
    }
    text.push_str(&format!("AK9*P*{sets}*{sets}*{accepted}~\n"));
    ended(text)
}

fn ended(mut text: String) -> Vec<u8> {
    let st = text.find("ST*").unwrap_or_default();
    let segments = text.get(st..).unwrap_or_default().matches('~').count() + 1;
    text.push_str(&format!("SE*{segments}*0001~\nGE*1*1~\nIEA*1*000000001~\n"));
    text.into_bytes()
}
