#!/usr/bin/env bash
# The work of action.yml: runs tenon, writes a SARIF file, annotations on
# standard output and a summary, and hands the exit status on as an output, so
# that the file is uploaded also when the check fails.
set -euo pipefail

program=${TENON_PROGRAM:-}
if [ -z "$program" ]; then
  program=${RUNNER_TEMP:-/tmp}/tenon
  (cd "$TENON_SOURCE" && CGO_ENABLED=0 go build -trimpath -o "$program" ./cmd/tenon)
fi

# One argument per word. A line with a quote mark at its start is one argument.
args=()
while IFS= read -r line; do
  case $line in
    \"*\") line=${line#\"}; args+=("${line%\"}") ;;
    *) read -r -a words <<<"$line"; args+=(${words[@]+"${words[@]}"}) ;;
  esac
done <<<"$TENON_ARGS"

common=(--fail-on "${TENON_FAIL_ON:-risky}")
if [ -n "${TENON_BASELINE:-}" ]; then
  common+=(--baseline "$TENON_BASELINE")
fi

sarif=${TENON_SARIF:-tenon.sarif}
status=0
"$program" "$TENON_COMMAND" "${common[@]}" --format sarif -o "$sarif" "${args[@]}" || status=$?
if [ -f "$sarif" ]; then
  echo "sarif=$sarif" >>"$GITHUB_OUTPUT"
  "$program" "$TENON_COMMAND" "${common[@]}" --quiet --format github "${args[@]}" || true
  "$program" "$TENON_COMMAND" "${common[@]}" --quiet --format markdown "${args[@]}" >>"$GITHUB_STEP_SUMMARY" 2>/dev/null || true
fi
echo "status=$status" >>"$GITHUB_OUTPUT"
