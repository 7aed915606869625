"""What triage reads, and how long it takes, over many claims: whatever a wake-up touches, next to a bare scan.

    python benches/triage/measure.py --claims 10000000 [--home DIR] [--keep] [--program FILE]

Writes claims (837) and their answers (835) of a year, seeded by the claim's number, drops them, folds them, and
evaluates everything once. Then it drops what touches some claims and asks for their cases: a remittance of 1,000
claims that were not answered yet, second answers to 1, 100, 1,000 and 100,000 claims from all over the year, one
that takes an overpayment back, where `faketime` is installed the next day, and 1,000 files of ten claims at once.
Each is a process of its own. What is read
is counted by the program where it asks its storage, and is the same whatever machine this is; `base` are folded
parts, `recent` those that came since. A bare scan asks for the same claims by number, of the same table.

With --home the lake is kept, and used again by another --round, whose files say something else.
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SET, SETS_PER_FILE = 1_000, 100
FRESH, BACKLOG, EACH = 1, 1_000, 10
WAITING = FRESH + BACKLOG * EACH // SET
DAYS, FIRST = 360, datetime.date(2025, 10, 15)
PAYERS = ["60054", "87726", "00430", "12302", "62308", "61101", "54771", "36273"]
PROVIDERS = ["1234567893", "1245319599", "1003000126", "1003000134", "1003000142", "1003000407"]
DENIALS = [("CO", "197", ""), ("CO", "16", "N382"), ("CO", "50", "N115"), ("CO", "29", ""), ("CO", "252", "M127"), ("PI", "11", "M76")]
PRIME = 2_147_483_647


class Claims:
    """Claims in the order they were sent: a set holds those of a payer and provider of one day."""

    def __init__(self, claims):
        self.sets = -(-claims // SET)
        self.claims = claims

    def day(self, n):
        return FIRST + datetime.timedelta(days=n // SET * DAYS // self.sets)

    def payer(self, n):
        return PAYERS[n // SET % len(PAYERS)]

    def provider(self, n):
        return PROVIDERS[n // SET // len(PAYERS) % len(PROVIDERS)]

    def number(self, n):
        """Patients' numbers say nothing of when they came."""
        return f"{'ABCDEFGH'[n % 8]}{(n + 1) * 48_271 % PRIME:010d}"

    def icn(self, n):
        """Payers count up from day to day."""
        return f"{self.day(n):%y%j}{PAYERS.index(self.payer(n))}{n:08d}"


def luck(n, of):
    return (n + 7) * 2_654_435_761 % 4_294_967_296 // 256 % of


def charges(n):
    first = 100 + luck(n, 50) * 10
    return first, 40


def sent(claims, n, at):
    """One claim of an 837P."""
    first, second = charges(n)
    number, day = claims.number(n), f"{claims.day(n):%Y%m%d}"
    return (
        f"HL*{at}*1*22*0~SBR*P*18*******CI~NM1*IL*1*DOE{n % 97}*JO****MI*M{n % 400_000:09d}~N3*{n % 999} SAMPLE STREET~"
        f"N4*SPRINGFIELD*IL*62701~DMG*D8*19{50 + n % 50}0615*F~NM1*PR*2*PAYER {claims.payer(n)}*****PI*{claims.payer(n)}~"
        f"CLM*{number}*{first + second}***11:B:1*Y*A*Y*Y~HI*ABK:R079~"
        f"LX*1~SV1*HC:99213*{first}*UN*1***1~DTP*472*D8*{day}~REF*6R*{number}L1~"
        f"LX*2~SV1*HC:36415*{second}*UN*1***1~DTP*472*D8*{day}~REF*6R*{number}L2~"
    )


def answered(claims, n, again=False):
    """What its payer answers, and pays: every tenth is refused, another thirtieth in part. Of those the second
    answer pays, and refuses others."""
    first, second = charges(n)
    number, icn, day = claims.number(n), claims.icn(n), f"{claims.day(n):%Y%m%d}"
    lot = luck(n, 30)
    if again:
        lot = {0: 10, 1: 11, 2: 12, 3: 13, 4: 0}.get(lot, lot)
    group, carc, rarc = DENIALS[luck(n, 1_000) % len(DENIALS)]
    remark = f"LQ*HE*{rarc}~" if rarc else ""
    refused = f"CAS*{group}*{carc}*"
    if lot < 3:
        paid, share = 0, 0
        lines = (
            f"SVC*HC:99213*{first}*0**0~DTM*472*{day}~{refused}{first}~REF*6R*{number}L1~{remark}"
            f"SVC*HC:36415*{second}*0**0~DTM*472*{day}~{refused}{second}~REF*6R*{number}L2~{remark}"
        )
    else:
        share, paid = 20, first - 50
        lines = f"SVC*HC:99213*{first}*{first - 50}**1~DTM*472*{day}~CAS*CO*45*30~CAS*PR*2*20~REF*6R*{number}L1~AMT*B6*{first - 30}~"
        if lot == 3:
            lines += f"SVC*HC:36415*{second}*0**0~DTM*472*{day}~{refused}{second}~REF*6R*{number}L2~{remark}"
        else:
            paid += 30
            lines += f"SVC*HC:36415*{second}*30**1~DTM*472*{day}~CAS*CO*45*10~REF*6R*{number}L2~AMT*B6*30~"
    head = f"CLP*{number}*1*{first + second}*{paid}*{share or ''}*12*{icn}*11*1~NM1*QC*1*DOE{n % 97}*JO****MI*M{n % 400_000:09d}~DTM*232*{day}~"
    return head + lines, paid


def file_of(path, control, sender, receiver, day, kind, version, sets):
    text = [
        f"ISA*00*          *00*          *ZZ*{sender:15}*ZZ*{receiver:15}*{day:%y%m%d}*0930*^*00501*{control:09d}*0*P*:~",
        f"GS*{kind}*{sender}*{receiver}*{day:%Y%m%d}*0930*{control}*X*{version}~",
    ]
    count = 0
    for count, body in enumerate(sets, 1):
        code = body[0] + f"*{count:04d}" + body[1]
        text.append(f"{code}SE*{code.count('~') + 1}*{count:04d}~")
    text.append(f"GE*{count}*{control}~IEA*1*{control:09d}~")
    path.write_text("".join(text))


def write_sent(path, claims, first, last):
    """An 837P of whole sets."""

    def sets():
        for start in range(first, last, SET):
            day = claims.day(start)
            body = [
                f"*005010X222A1~BHT*0019*00*B{start}*{day:%Y%m%d}*0930*CH~NM1*41*2*CLINIC*****46*CLINIC~PER*IC*BILLING*TE*5550100~"
                f"NM1*40*2*CLEAR*****46*CLEAR~HL*1**20*1~NM1*85*2*CLINIC {claims.provider(start)}*****XX*{claims.provider(start)}~"
                f"N3*1 SAMPLE WAY~N4*SPRINGFIELD*IL*627010001~REF*EI*123456789~"
            ]
            body += [sent(claims, n, n - start + 2) for n in range(start, min(start + SET, last))]
            yield "ST*837", "".join(body)

    file_of(path, first // SET + 1, "CLINIC", "CLEAR", claims.day(last - 1), "HC", "005010X222A1", sets())


def remittance(claims, numbers, trace, day, again=False, recovers=None):
    """One payment of a payer to a provider; `recovers` names a claim that it is lessened for."""
    bodies, total = [], 0
    for n in numbers:
        body, paid = answered(claims, n, again)
        bodies.append(body)
        total += paid
    taken = f"PLB*{claims.provider(numbers[0])}*20261231*WO:{claims.icn(recovers)}*25~" if recovers is not None else ""
    total -= 25 if taken else 0
    payer, provider = claims.payer(numbers[0]), claims.provider(numbers[0])
    return "ST*835", (
        f"~BPR*{'I' if total else 'H'}*{total}*C*{'ACH*CCP*01*011000015*DA*1*1512345678**01*021000021*DA*2' if total else 'NON***********'}*{day:%Y%m%d}~"
        f"TRN*1*{trace}*1512345678~DTM*405*{day:%Y%m%d}~N1*PR*PAYER {payer}*XV*{payer}~N3*9 PAYER PLAZA~N4*SPRINGFIELD*IL*62702~"
        f"PER*BL*PROVIDER SERVICES*TE*5550199~N1*PE*CLINIC {provider}*XX*{provider}~REF*TJ*123456789~LX*1~" + "".join(bodies) + taken
    )


def write_answered(path, claims, first, last):
    """An 835 of whole sets; every fortieth recovers something of a claim that was answered before."""

    def sets():
        for start in range(first, last, SET):
            at = start // SET
            day = claims.day(start) + datetime.timedelta(days=21 + at % 10)
            whom = start - 48 * SET + 3
            recovers = whom if at % 40 == 7 and whom >= 0 else None
            yield remittance(claims, range(start, min(start + SET, last)), f"EFT{at}", day, recovers=recovers)

    file_of(path, 500_000 + first // SET, "PAYERGATE", "CLINIC", claims.day(last - 1), "HP", "005010X221A1", sets())


def write_again(path, claims, numbers, round_, kind, recovers=None):
    """Second answers: one 835 with a set for each payer and provider, of at most a thousand claims."""
    of = {}
    for n in sorted(numbers):
        of.setdefault((claims.payer(n), claims.provider(n)), []).append(n)
    day = datetime.date(2026, 11, 1) + datetime.timedelta(days=round_ % 25)
    sets = []
    for group in of.values():
        for start in range(0, len(group), SET):
            trace = f"R{round_}{kind}{len(sets)}"
            taken = recovers if not sets else None
            sets.append(remittance(claims, group[start : start + SET], trace, day, again=round_ % 2 == 1, recovers=taken))
    control = 700_000_000 + round_ * 10_000 + zlib.crc32(kind.encode()) % 10_000
    file_of(path, control, "PAYERGATE", "CLINIC", day, "HP", "005010X221A1", sets)


class Lake:
    """A home, and a program that is asked in a process of its own each time."""

    def __init__(self, program, folder):
        self.program, self.folder = program, pathlib.Path(folder)
        self.home = self.folder / "home"
        self.env = {**os.environ, "CLAIMLAKE_HOME": str(self.home)}

    def run(self, *words, given=None, under=()):
        """(output, figures) of one process."""
        start = time.perf_counter()
        process = subprocess.Popen([*under, self.program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.env)
        if given is not None:
            process.stdin.write(given.encode())
        process.stdin.close()
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{words[0]} ended with {process.returncode}")
        wall = time.perf_counter() - start
        return output, {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}

    def drop(self, folder):
        _, figures = self.run("drop", str(folder), "--json")
        landing = self.home / "landing"
        shutil.rmtree(landing)
        landing.mkdir()
        return figures

    def triage(self, *under):
        """Evaluates until nothing is left, under another program if one is named; what several runs read is added up."""
        event = self.folder / "sweep.json"
        event.write_text('{"claimlake": "sweep"}')
        whole = None
        while True:
            output, figures = self.run("send", str(event), "--function", "triage-denials", "--json", under=under)
            answer = json.loads(output)["answer"]
            if whole is None:
                whole = {**answer, **figures}
            else:
                for name in ("wall", "cpu"):
                    whole[name] += figures[name]
                for name in ("touched", "cases", "written"):
                    whole[name] += answer[name]
                for name, read in answer["read"].items():
                    for unit, value in read.items():
                        whole["read"][name][unit] += value
                whole["peak"] = max(whole["peak"], figures["peak"])
                whole["everything"] |= answer["everything"]
            if not answer["more"]:
                return whole

    def bytes(self, tier):
        """What stands in a tier's folders."""
        tables = self.home / "warehouse" / "tables"
        return {
            table.name: sum(part.stat().st_size for part in table.glob(f"tier={tier}/**/*.parquet"))
            for table in tables.iterdir()
        }


def told(text):
    print(text, file=sys.stderr, flush=True)


def build(lake, claims):
    """Everything that is there before anything is measured."""
    whole = claims.claims + WAITING * SET
    start = time.perf_counter()
    # Of a dozen parts on a table is folded.
    step = SET * min(SETS_PER_FILE, -(-whole // SET // 12))
    for first in range(0, whole, step):
        with tempfile.TemporaryDirectory(dir=lake.folder) as folder:
            last = min(first + step, whole)
            write_sent(pathlib.Path(folder, "sent.837"), claims, first, last)
            answers = min(last, claims.claims)
            if first < answers:
                write_answered(pathlib.Path(folder, "answered.835"), claims, first, answers)
            lake.drop(folder)
        told(f"{last:,} claims dropped after {time.perf_counter() - start:.0f} s")


HEAD = "| what | touched | everything | drop s | wall s | CPU s | peak MB | requests | base MB | recent MB | logs MB | base, of all that is folded | kB a key | cases written |"


def row(name, run, folded, drop=None):
    read = run["read"]
    megabytes = {part: read[part]["bytes"] / 1e6 for part in read}
    requests = sum(part["requests"] for part in read.values())
    share = 100 * read["base"]["bytes"] / folded if folded else 0
    keys = read["base"]["bytes"] / 1e3 / run["touched"] if run["touched"] else 0
    return (
        f"| {name} | {run['touched']:,} | {'yes' if run['everything'] else 'no'} | {drop['wall'] if drop else 0:.1f} | {run['wall']:.1f} | {run['cpu']:.1f} | {run['peak']:.0f} "
        f"| {requests:,} | {megabytes['base']:.2f} | {megabytes['recent']:.2f} | {megabytes['other']:.2f} | {share:.2f} % | {keys:.1f} | {run['written']:,} |"
    )


def scan(lake, claims, numbers):
    """The same claims by their numbers, in one statement: what a table is read for at least."""
    wanted = ", ".join(f"'{claims.number(n)}'" for n in numbers)
    statement = f"select doc_id, clp_ordinal, paid_amount from raw.remit_claim where patient_control_number in ({wanted})"
    _, figures = lake.run("sql", "-", "--format", "csv", given=statement)
    return figures


def scanned(name, figures):
    return f"| {name}: bare scan | | | | {figures['wall']:.1f} | {figures['cpu']:.1f} | {figures['peak']:.0f} | | | | | | | |"


def measure(lake, claims, round_, wakes):
    folded = sum(lake.bytes("base").values())
    lines = []

    def one(name, write, numbers=None):
        with tempfile.TemporaryDirectory(dir=lake.folder) as folder:
            write(pathlib.Path(folder))
            drop = lake.drop(folder)
        run = lake.triage()
        lines.append(row(name, run, folded, drop))
        told(lines[-1])
        if numbers:
            lines.append(scanned(name, scan(lake, claims, numbers)))
            told(lines[-1])

    waiting = range(claims.claims, claims.claims + FRESH * SET)
    one("an 835 of 1,000 claims", lambda folder: write_again(folder / "f.835", claims, waiting, round_, "F"), waiting)
    for wake in wakes:
        if wake > claims.claims:
            continue
        numbers = random.Random(wake * 1_000 + round_).sample(range(claims.claims), wake)
        kind = f"W{wake}-"
        one(f"second answers to {wake:,}", lambda folder: write_again(folder / "w.835", claims, numbers, round_, kind), numbers)
    numbers = random.Random(round_).sample(range(claims.claims), min(100, claims.claims))
    recovered = numbers[0] // 2
    one("to 100, and a recovery", lambda folder: write_again(folder / "p.835", claims, numbers, round_, "P", recovered))
    if shutil.which("faketime"):
        lines.append(row("the next day", lake.triage("faketime", "-f", f"+{round_}d"), folded))
        told(lines[-1])

    def backlog(folder):
        first = claims.claims + FRESH * SET
        for file in range(BACKLOG):
            some = range(first + file * EACH, first + (file + 1) * EACH)
            write_again(folder / f"{file:04d}.835", claims, some, round_, f"B{file}-")

    one("1,000 files of ten claims", backlog)
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=10_000_000)
    parser.add_argument("--home")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--program", default=str(ROOT / "target/release/claimlake"))
    parser.add_argument("--round", type=int, default=1)
    parser.add_argument("--wakes", default="1,100,1000,100000")
    parser.add_argument("--unfolded", action="store_true", help="leave everything as it was ingested")
    arguments = parser.parse_args()
    if arguments.claims % SET:
        parser.error(f"expected whole sets of {SET} claims, but found {arguments.claims}")
    home = arguments.home or tempfile.mkdtemp(prefix="triage-")
    pathlib.Path(home).mkdir(parents=True, exist_ok=True)
    lake, claims = Lake(arguments.program, home), Claims(arguments.claims)
    lines, built = [], pathlib.Path(home, "built")
    if not built.exists():
        build(lake, claims)
        if not arguments.unfolded:
            _, figures = lake.run("maintain", "--json")
            told(f"folded in {figures['wall']:.0f} s, {figures['cpu']:.0f} CPU s, {figures['peak']:.0f} MB")
        for tier in ("base", "recent"):
            told(f"{tier}: " + ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sorted(lake.bytes(tier).items()) if size))
        built.touch()
        lines.append(row("everything, the first time", lake.triage(), sum(lake.bytes("base").values())))
        told(lines[-1])
    lines += measure(lake, claims, arguments.round, [int(wake) for wake in arguments.wakes.split(",")])
    print(f"{arguments.claims:,} claims; folded: {sum(lake.bytes('base').values()) / 1e6:,.0f} MB\n")
    print(HEAD)
    print("| --- |" + " ---: |" * (HEAD.count("|") - 2))
    print("\n".join(lines))
    if not arguments.home and not arguments.keep:
        shutil.rmtree(home)


main()
