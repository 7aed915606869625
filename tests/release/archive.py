"""Puts a function into the archive that Lambda takes: `archive.py ARCHITECTURE BINARY ARCHIVE`.

It fails where Lambda would: another machine's binary, a newer glibc, a library that the runtime has not,
too many bytes unpacked. Packed, an archive may be too large to be uploaded as it is, which is said: through
S3, as `sam deploy` does it, it is not. The same binary gives the same bytes of archive. Prints one line of what it is.
"""

import pathlib
import re
import subprocess
import sys
import zipfile

MACHINES = {"arm64": "AArch64", "x86_64": "Advanced Micro Devices X86-64"}
# Amazon Linux 2023's, and the libraries that are part of it.
GLIBC = (2, 34)
LIBRARIES = re.compile(r"(libc|libm|libdl|librt|libutil|libpthread|ld-linux-.*)\.so\.\d+")
# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: uploaded as it is (not through S3),
# and unpacked.
ZIPPED, UNZIPPED = 50 << 20, 250 << 20


def expect(right, expected, found):
    if not right:
        sys.exit(f"release: expected {expected}, but found {found}")


def read(*words):
    """What readelf says of a file; it reads every machine's."""
    return subprocess.run(["readelf", *words], check=True, capture_output=True, text=True).stdout


def version(text):
    return tuple(int(part) for part in text.split("."))


def check(architecture, binary):
    """The newest glibc that the binary asks for."""
    header = read("--file-header", binary)
    machine = re.search(r"Machine:\s*(.*)", header)[1]
    expect(machine == MACHINES[architecture], f"a binary for {MACHINES[architecture]}", machine)
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", read("--dynamic", "--wide", binary))
    for library in needed:
        expect(LIBRARIES.fullmatch(library), "libraries of glibc alone", library)
    named = set(re.findall(r"\bGLIBC_([\w.]+)", read("--version-info", "--wide", binary)))
    # Something like ABI_DT_RELR is what only a loader of later than 2.34 knows.
    odd = [name for name in named if not re.fullmatch(r"\d+(\.\d+)+", name)]
    expect(named and not odd, "symbols of glibc with their versions", odd or "none")
    newest = max(named, key=version)
    expect(version(newest) <= GLIBC, "symbols of glibc 2.34 or older", newest)
    return newest


def pack(binary, archive):
    archive.parent.mkdir(parents=True, exist_ok=True)
    # The oldest time that an archive can tell: a clock or a checkout has no part in its bytes.
    entry = zipfile.ZipInfo("bootstrap", (1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100755 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(entry, binary.read_bytes(), compresslevel=9)


def main():
    architecture, binary, archive = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    # Nothing that was refused is left where archives are.
    archive.unlink(missing_ok=True)
    glibc = check(architecture, binary)
    unzipped = binary.stat().st_size
    expect(unzipped <= UNZIPPED, f"a binary of at most {UNZIPPED} bytes", unzipped)
    pack(binary, archive)
    zipped = archive.stat().st_size
    way = "" if zipped <= ZIPPED else ", through S3 only"
    print(
        f"binary {unzipped / 1e6:.1f} MB ({unzipped / UNZIPPED:.0%} of the limit),",
        f"zip {zipped / 1e6:.1f} MB ({zipped / ZIPPED:.0%} of a direct upload{way}), glibc {glibc}",
    )


main()
