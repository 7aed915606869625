//! A small seeded writer of messages: the same seed, the same bytes.

/// A linear congruential generator (Knuth's MMIX constants): enough for sample data.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

pub(super) type Write = fn(&mut Random) -> String;

pub(super) const KINDS: [(&str, Write); 3] = [
    ("ADT^A08", admission),
    ("DFT^P03", charges),
    ("ORU^R01", results),
];

/// Messages of these kinds in turn, up to about so many bytes.
pub(super) fn write(out: &mut Vec<u8>, bytes: usize, kinds: &[Write]) {
    write_from(&mut Random::new(7), out, bytes, kinds);
}

/// The same, going on where the last call stopped.
pub(super) fn write_from(random: &mut Random, out: &mut Vec<u8>, bytes: usize, kinds: &[Write]) {
    while out.len() < bytes {
        for kind in kinds {
            out.extend_from_slice(kind(random).as_bytes());
        }
    }
}

fn head(random: &mut Random, kind: &str) -> String {
    let (id, number) = (random.below(900_000_000), random.below(9_000_000));
    let (day, minute) = (random.below(27) + 1, random.below(60));
    format!(
        "MSH|^~\\&|EPICADT|GOODLAKE^1.2.840.114350^ISO|CLAIMS|HUB|202603{day:02}12{minute:02}00.1234-0500||{kind}|{id}|P|2.5.1|||AL|NE|||||\r\
         EVN||202603{day:02}12{minute:02}00|||1234^CLERK^ANY^^^^^^GOOD|202603{day:02}1155\r\
         PID|1|{number}^^^GOOD^MR|{number}^^^GOOD&1.2.840.114350.1.13&ISO^MR~9{number}^^^STATE^PI~123-45-{:04}^^^SSA^SS||DOE{}^JANE^QUINN^^MS^^L~DOE^JANIE^^^^^A|SMITH^MARY^^^^^M|19{:02}07{day:02}|F||2106-3^White^HL70005|{} LAKE SHORE DRIVE^APT 4^CHICAGO^IL^60611-1234^USA^H^^COOK||^PRN^PH^^1^312^5551234~^NET^Internet^ANY@EXAMPLE.ORG|^WPN^PH^^1^312^5559876|ENG^English^HL70296|M^Married^HL70002|CHR|A{number}^^^GOOD^AN|123-45-{:04}|||N^Not Hispanic^HL70189||N|1|||||N\r\
         PV1|1|{}|4W^401^A^GOOD^^^MAIN|U|||1234567893^HOUSE^GREGORY^B^^DR^MD^^NPI^L^^^NPI|1578501234^CUDDY^LISA^^^^MD^^NPI^L^^^NPI|||MED||||7|||1234567893^HOUSE^GREGORY^B^^DR^MD^^NPI|IP|V{number}^^^GOOD^VN|MCR^20260301||||||||||||||||01|||GOODLAKE||ADM|||202603{day:02}0730|202603{day:02}1145\r",
        random.below(10_000),
        random.below(1_000),
        random.below(70) + 20,
        random.below(9_000),
        random.below(10_000),
        match random.below(3) {
            0 => "I",
            1 => "O",
            _ => "E",
        },
    )
}

fn admission(random: &mut Random) -> String {
    let mut text = head(random, "ADT^A08^ADT_A01");
    for rank in 1..=random.below(4) + 1 {
        text.push_str(&format!(
            "DG1|{rank}|I10|E11.{}^Type 2 diabetes mellitus^I10||20260301|{}|||||||||{rank}|1234567893^HOUSE^GREGORY\r",
            random.below(10),
            if rank == 1 { "A" } else { "F" }
        ));
    }
    text.push_str(&format!(
        "IN1|1|PPO^PREFERRED^GOOD|{}^^^NAIC^NIIP|ANY PAYER \\T\\ SONS|PO BOX 1^^DES MOINES^IA^50301||^WPN^PH^^1^800^5550000|GRP{}|ANY GROUP|||20260101|20261231|AUTH123^20260301|PPO|DOE^JANE^QUINN|SEL^Self^HL70063|19600704|1 LAKE SHORE DRIVE^^CHICAGO^IL^60611|Y||1||||||||||||||POL{}|||||||F||||||W{}\r",
        random.below(99_999),
        random.below(99_999),
        random.below(9_999_999),
        random.below(9_999_999)
    ));
    text
}

fn charges(random: &mut Random) -> String {
    let mut text = head(random, "DFT^P03^DFT_P03");
    for set in 1..=random.below(4) + 1 {
        let cents = random.below(90_000) + 1_000;
        let (dollars, cents) = (cents / 100, cents % 100);
        text.push_str(&format!(
            "FT1|{set}|T{}||202603010900|20260302|CG|{}^OFFICE VISIT^CDM|||{}|{dollars}.{cents:02}&USD^UP|{dollars}.{cents:02}|4100^CARDIOLOGY||||4W^401^A^GOOD||OP|I10^Hypertension^I10~E11.9^Diabetes^I10|1234567893^HOUSE^GREGORY^^^^MD^^NPI^L^^^NPI|1578501234^CUDDY^LISA^^^^MD^^NPI||F{}^LAB|99^CODER^ANY|{}^Office visit^C4|25^^C4~59^^C4\r",
            random.below(99_999_999),
            random.below(9_999_999),
            random.below(4) + 1,
            random.below(999_999),
            99_201 + random.below(30)
        ));
    }
    text
}

fn results(random: &mut Random) -> String {
    let mut text = head(random, "ORU^R01^ORU_R01");
    let (placer, filler) = (random.below(9_999_999), random.below(9_999_999));
    text.push_str(&format!(
        "ORC|RE|P{placer}^EPIC|F{filler}^LAB||CM||||20260301080000|||1234567893^HOUSE^GREGORY^^^^MD^^NPI\r\
         OBR|1|P{placer}^EPIC|F{filler}^LAB|24323-8^Comprehensive metabolic panel^LN|||20260301075500|||||||20260301080500||1234567893^HOUSE^GREGORY^^^^MD^^NPI||||||20260301101500||LAB|F\r"
    ));
    for set in 1..=random.below(9) + 3 {
        text.push_str(&format!(
            "OBX|{set}|NM|{}-{}^Sodium [Moles/volume] in Serum or Plasma^LN||{}.{}|mmol/L^^UCUM|136-145|{}|||F|||20260301075500|05D0642827^ANY LAB^CLIA\r",
            random.below(9_000) + 1_000,
            set % 10,
            random.below(200),
            random.below(10),
            if set % 3 == 0 { "H" } else { "N" }
        ));
    }
    text.push_str("NTE|1|L|Drawn fasting.\\.br\\Repeat in 3 months \\T\\ call.\r");
    text
}
