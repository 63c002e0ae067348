"""Writes the manifests of winget and Homebrew for a release: `store-manifests.py ADDRESS FOLDER`.

ADDRESS is where the archives of dist/ are published (https); FOLDER gets the manifests. The
archives must be in dist/: their checksums are taken from the files.
"""

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
IDENTIFIER = "Downlight.Downlight"
SUMMARY = "Tells the moment a platform you rely on goes down"
SCHEMA = "1.6.0"


def main(address: str, folder: Path) -> None:
    """Write both."""
    if not address.startswith("https://"):
        sys.exit(f"{address} must begin with https://")
    text = (ROOT / "desktop" / "downlight" / "__init__.py").read_text("utf-8")
    version = re.findall(r'__version__ = "(.+)"', text)[0]
    windows, macos = "Downlight-windows.zip", "Downlight-macos.zip"
    for name, manifest in winget(version, f"{address}/{windows}", checksum(windows)).items():
        write(folder / "winget" / name, manifest)
    cask = homebrew(version, f"{address}/{macos}", checksum(macos), address)
    write(folder / "homebrew" / "downlight.rb", cask)


def checksum(name: str) -> str:
    """Return the SHA-256 of an archive in dist/."""
    path = ROOT / "dist" / name
    if not path.is_file():
        sys.exit(f"{path} is missing: build it, or fetch it from the run that built it")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(path: Path, text: str) -> None:
    """Write a file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def winget(version: str, address: str, sha256: str) -> dict[str, str]:
    """Return the three files that winget's repository takes, by name (manifest schema 1.6)."""
    head = f"PackageIdentifier: {IDENTIFIER}\nPackageVersion: {version}\n"

    def closing(kind: str) -> str:
        return f"ManifestType: {kind}\nManifestVersion: {SCHEMA}\n"

    return {
        f"{IDENTIFIER}.yaml": f"{head}DefaultLocale: en-US\n{closing('version')}",
        f"{IDENTIFIER}.locale.en-US.yaml": f"{head}PackageLocale: en-US\n"
        f"Publisher: The Downlight authors\nPackageName: Downlight\nLicense: MIT\n"
        f"ShortDescription: {SUMMARY}\n{closing('defaultLocale')}",
        f"{IDENTIFIER}.installer.yaml": f"{head}InstallerType: zip\nNestedInstallerType: portable\n"
        "NestedInstallerFiles:\n"
        "- RelativeFilePath: downlight\\downlight.exe\n  PortableCommandAlias: downlight\n"
        "Installers:\n"
        f"- Architecture: x64\n  InstallerUrl: {address}\n  InstallerSha256: {sha256.upper()}\n"
        f"{closing('installer')}",
    }


def homebrew(version: str, address: str, sha256: str, homepage: str) -> str:
    """Return the cask for Homebrew."""
    return f"""cask "downlight" do
  version "{version}"
  sha256 "{sha256}"

  url "{address}"
  name "Downlight"
  desc "{SUMMARY}"
  homepage "{homepage}"

  depends_on macos: ">= :ventura"

  app "Downlight.app"

  zap trash: [
    "~/Library/Application Support/downlight",
    "~/Library/Caches/downlight",
    "~/Library/Logs/downlight",
    "~/Library/LaunchAgents/io.github.downlight.Downlight.plist",
  ]
end
"""


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: store-manifests.py ADDRESS FOLDER")
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
