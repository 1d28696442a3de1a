#!/usr/bin/env bash
# Builds artifacts/native/liblw_torch.so against the libtorch that LIBTORCH names, or the system's.
# Does nothing when neither the sources nor the choice of libtorch changed since the last build.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
out="$here/../artifacts/native"
stamp="$out/liblw_torch.stamp"

libraries() { find -L "${LIBTORCH:-/usr/lib/$(uname -m)-linux-gnu}" -maxdepth 2 -name 'libtorch_c*.so' -printf '%p %s\n' 2>/dev/null | sort; }
headers() { ls /usr/include/gloo/config.h /usr/include/nccl.h 2>/dev/null || true; } # what several processes need, where installed
state="$( { echo "${LIBTORCH:-system}"; libraries; headers; cat "$here"/*.cpp "$here"/*.h "$here/CMakeLists.txt" "$0"; } | sha256sum | cut -d' ' -f1)"
if [ -f "$out/liblw_torch.so" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
  exit 0
fi

build="$out/build-$(echo "${LIBTORCH:-system}" | sha256sum | cut -c1-8)"
mkdir -p "$build"
rm -f "$build/CMakeCache.txt" # what was missing may have been installed
cmake -S "$here" -B "$build" -DLIBTORCH="${LIBTORCH:-}" > "$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; exit 1; }
cmake --build "$build" --parallel > "$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
# A running program keeps the old file: the new one takes its name only when whole.
cp "$build/liblw_torch.so" "$out/liblw_torch.so.partial"
mv "$out/liblw_torch.so.partial" "$out/liblw_torch.so"
echo "$state" > "$stamp"
grep -h 'libtorch in' "$build/configure.log" | sed 's/^-- /native: /'
