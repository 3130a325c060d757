#!/usr/bin/env bash
# Writes a random password into each folder that has none yet. The folders are volumes: only services that mount a volume can read it.
set -euo pipefail
for folder in "$@"; do
  [ -s "$folder/password" ] && continue
  head -c 48 /dev/urandom | base64 | tr -d '=+/\n' >"$folder/password.new"
  chmod 0444 "$folder/password.new"
  mv "$folder/password.new" "$folder/password"
  echo "made $folder/password"
done
