#!/usr/bin/env bash
# Every photograph of shared/samples performs two motions: bodies, overlays, videos and contact sheets into out/photos.
#   eng/photo-sheets.sh [folder with photos/ and photos-truth/]     MOTIONS="a.bvh b.npz" chooses other motions
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
mkdir -p out/photos
for photo in "$samples"/photos/*.jpg; do
  name=$(basename "${photo%.*}")
  ./liquidwarp recover "$photo" --keypoints "$samples/photos-truth/keypoints.json" -o "out/photos/$name.npz" --overlay "out/photos/$name-overlay.png"
  for motion in $MOTIONS; do
    step=$(basename "${motion%.*}")
    ./liquidwarp imitate --source "$photo" --body "out/photos/$name.npz" --motion "$motion" -o "out/photos/$name-$step.mp4" --sheet "out/photos/$name-$step.png"
  done
done
if command -v montage > /dev/null; then
  montage out/photos/*-overlay.png -geometry 360x360+4+4 -tile 5x out/photos/overlays.png
  echo "out/photos/overlays.png"
fi
