#!/usr/bin/env bash
# Sheets of every photograph of shared/samples into out/photos, to be looked at critically: source, texture warp and generator side by side,
# from several sides and in several motions; all of them at a glance; everybody in the next one's clothes.
#   eng/photo-sheets.sh [folder with photos/ and photos-truth/]
# MODEL=folder chooses another model, MOTIONS="a.bvh b.npz" other motions; VIDEOS=1 writes a video of each photo and motion too.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
samples=${1:-../shared/samples}
if [ ! -d "$samples/photos" ] || [ ! -f "$samples/photos-truth/keypoints.json" ]; then
  echo "skipped: $samples has no photos/ with photos-truth/keypoints.json"
  exit 0
fi
if [ -z "${MOTIONS:-}" ]; then
  MOTIONS="samples/motions/dance.npz"
  if [ -f "$samples/motions/bvh/jumping_jacks.bvh" ]; then MOTIONS+=" $samples/motions/bvh/jumping_jacks.bvh"; else MOTIONS+=" samples/motions/wave.npz"; fi
fi
model=${MODEL:-models/default}
mkdir -p out/photos
./liquidwarp doctor > /dev/null # installs and builds what is missing
# shellcheck disable=SC2086 # motions are words
dotnet run -c Release eng/photo-sheets.cs "$samples/photos" "$samples/photos-truth/keypoints.json" "$model" out/photos $MOTIONS
if [ -n "${VIDEOS:-}" ]; then
  # shellcheck disable=SC2086
  ./liquidwarp imitate --source "$samples"/photos/*.jpg --keypoints "$samples/photos-truth/keypoints.json" --motion $MOTIONS --model "$model" --sheet -o out/photos/
fi
