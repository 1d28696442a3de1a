# Sourced by ./liquidwarp and ./test: what must be on the machine, the native shim, the build. Sets $root.
# Everything is checked on every start (about 0.1 s) and done only when something is missing or a source has changed.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cli="$root/artifacts/bin/LiquidWarp.Cli/release/LiquidWarp.Cli.dll"
packages=(ffmpeg libtorch-dev libgloo-dev libopenblas0-pthread cmake make g++)

say() { printf 'liquidwarp: %s\n' "$*" >&2; }

# No greeting, no telemetry, no lingering build nodes; and a place for packages where there is no home folder.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 MSBUILDDISABLENODEREUSE=1
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
  export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-$root/artifacts/home}" NUGET_PACKAGES="${NUGET_PACKAGES:-$root/artifacts/packages}"
  export XDG_DATA_HOME="${XDG_DATA_HOME:-$root/artifacts/home}" HOME="$root/artifacts/home"
  mkdir -p "$HOME"
fi

has_file() { compgen -G "$1" > /dev/null; }
has_ffmpeg() { [ -n "${LIQUIDWARP_FFMPEG:-}" ] || { command -v ffmpeg && command -v ffprobe; } > /dev/null; }

# Names of the packages that are missing, those for torch included.
missing_packages() {
  has_ffmpeg || echo ffmpeg
  if [ -z "${LIBTORCH:-}" ]; then
    has_file '/usr/include/torch/csrc/api/include/torch/torch.h' || has_file '/usr/include/torch/torch.h' || echo libtorch-dev
    has_file '/usr/include/gloo/config.h' || echo libgloo-dev # headers, for training by several processes
    has_file '/usr/lib/*/openblas-*/libblas.so.3' || echo libopenblas0-pthread
  fi
  command -v cmake > /dev/null || echo cmake
  command -v make > /dev/null || echo make
  command -v g++ > /dev/null || echo g++
}

# install_packages [package that the caller cannot do without ...]: installs everything missing when root; otherwise
# says the one line to run, and exits with 4 if an indispensable one is among them.
install_packages() {
  local missing; mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  local line="apt-get update && apt-get install -y ${missing[*]}"
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    local log="$root/artifacts/apt.log"; mkdir -p "$root/artifacts"
    say "installing ${missing[*]} (once; a few minutes)"
    if { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } > "$log" 2>&1; then
      return 0
    fi
    grep -E '^(E|W|Err)' "$log" >&2 || tail -n 15 "$log" >&2
  fi
  local package
  for package in "$@"; do
    if [[ " ${missing[*]} " == *" $package "* ]]; then
      [ "$(id -u)" = 0 ] || line="sudo sh -c '$line'"
      say "this needs ${missing[*]}. To install: $line"
      exit 4
    fi
  done
}

# Builds artifacts/native/liblw_torch.so if it is out of date. Fails where there is no compiler or no libtorch.
build_native() {
  [ -f "$root/artifacts/native/liblw_torch.so" ] || say "building the torch shim (once; half a minute)"
  "$root/native/build.sh" >&2
}

# What the files in these folders hold, as one line: contents, not times, since a checkout changes those.
fingerprint() {
  (cd "$root" && find "$@" Directory.*.props global.json LiquidWarp.slnx -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
}

# build STAMP TARGET FOLDER...: dotnet build of the target in Release, analyzers left to .ci/run, unless the files in those folders are what was built last.
build() {
  local stamp="$root/artifacts/$1.stamp" target="$2" state; shift 2
  mkdir -p "$root/artifacts"
  exec 9> "$root/artifacts/build.lock" # two terminals, one build
  flock 9
  state="$(fingerprint "$@")"
  if [ "$(cat "$stamp" 2> /dev/null)" != "$state" ] || [ ! -f "$cli" ]; then
    command -v dotnet > /dev/null || { say "this needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"; exit 4; }
    say "building (about a minute when everything is new)"
    local log="$root/artifacts/build.log"
    if ! dotnet build "$root/$target" -c Release -v q --nologo -p:RunAnalyzers=false > "$log" 2>&1 9>&-; then
      grep -E 'error|NETSDK' "$log" | sort -u >&2 || cat "$log" >&2
      say "the build failed; all of it is in $log"
      exit 1
    fi
    printf '%s\n' "$state" > "$stamp"
  fi
  exec 9>&-
}
