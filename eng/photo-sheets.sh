#!/usr/bin/env bash
# Sheets of every photograph of shared/samples into out/photos, to be looked at critically: source, texture warp and generator side by side,
# from several sides and in several motions; all of them at a glance; everybody in the next one's clothes.
#   eng/photo-sheets.sh [folder with photos/ and, where there are, videos/]
# People are found in the photographs, and motions in the videos, by the model's recovery network.
# MODEL=folder chooses another model, MOTIONS="a.bvh b.npz" other motions; VIDEOS=1 writes a video of each photo and motion too.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
samples=${1:-../shared/samples}
if [ ! -d "$samples/photos" ]; then
  echo "skipped: $samples has no photos/"
  exit 0
fi
model=${MODEL:-models/default}
mkdir -p out/photos
./liquidwarp doctor > /dev/null # installs and builds what is missing
if [ -z "${MOTIONS:-}" ]; then
  MOTIONS="samples/motions/dance.npz"
  for video in "$samples"/videos/*.mp4; do
    [ -f "$video" ] || continue
    motion="out/photos/$(basename "${video%.mp4}")"
    ./liquidwarp recover "$video" --model "$model" -o "$motion.npz" --overlay "$motion.jpg"
    MOTIONS+=" $motion.npz"
  done
fi
# shellcheck disable=SC2086 # motions are words
dotnet run -c Release eng/photo-sheets.cs "$samples/photos" "$model" out/photos $MOTIONS
if [ -n "${VIDEOS:-}" ]; then
  # shellcheck disable=SC2086
  ./liquidwarp imitate --source "$samples"/photos/*.jpg --motion $MOTIONS --model "$model" --sheet -o out/photos/
fi
