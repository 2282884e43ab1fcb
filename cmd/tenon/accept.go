package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/verify"
)

// acceptedFile is where the accepted changes of a baseline are kept.
func acceptedFile(baseline string) string { return baseline + ".accepted" }

func acceptCmd(e *env) *cobra.Command {
	var reason, until, baseline string
	cmd := &cobra.Command{
		Use:   "accept CHANGE --reason TEXT [--until DATE]",
		Short: "record that a change reported by diff is wanted",
		Long: `accept appends a change to the file of accepted changes beside a baseline
(libfoo.abi.accepted), which diff reads. CHANGE is the fingerprint that diff
reports, or a kind and an entity: "TN2204 ns::Widget" ("*" stands for any text).
After the date the change counts again.

    tenon accept TN2001 'old_function(int)' --baseline libfoo.abi \
        --reason 'nobody calls it' --until 2027-06-30`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			entry, err := acceptEntry(args, reason, until, time.Now())
			if err != nil {
				return usageError{err}
			}
			if baseline == "" {
				if baseline, err = onlyBaseline("."); err != nil {
					return usageError{err}
				}
			}
			path := acceptedFile(baseline)
			old, err := os.ReadFile(path)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
			if len(old) == 0 {
				old = []byte("# Changes that were accepted, read by tenon diff.\n")
			}
			data := append(old, entry...)
			if _, err := verify.ParseSuppressions(data); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			if err := writeFile(path, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
				return err
			}
			e.note("%s: accepted %s", path, strings.Join(args, " "))
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&reason, "reason", "", "why the change is wanted (required)")
	f.StringVar(&until, "until", "", "`DATE` (2027-01-31) after which it counts again")
	f.StringVar(&baseline, "baseline", "", "the snapshot `FILE` that the change is against (default: the only .abi file here)")
	return cmd
}

// acceptEntry makes the table of one accepted change.
func acceptEntry(args []string, reason, until string, now time.Time) (string, error) {
	if strings.TrimSpace(reason) == "" {
		return "", errors.New("--reason is needed: say why the change is wanted")
	}
	var b strings.Builder
	b.WriteString("\n[[suppress]]\n")
	change := strings.TrimSpace(strings.Join(args, " "))
	kind, entity, two := strings.Cut(change, " ")
	switch {
	case !two && regexp.MustCompile(`^[0-9a-f]{20}$`).MatchString(change):
		fmt.Fprintf(&b, "fingerprint = %q\n", change)
	case two && regexp.MustCompile(`^TN2[0-9]{3}$`).MatchString(kind):
		fmt.Fprintf(&b, "rule = %q\nentity = %s\n", kind, strconv.Quote(strings.TrimSpace(entity)))
	default:
		return "", fmt.Errorf("%q is neither a fingerprint nor a kind of change and an entity", change)
	}
	fmt.Fprintf(&b, "reason = %s\n", strconv.Quote(reason))
	if until != "" {
		d, err := time.Parse(time.DateOnly, until)
		if err != nil {
			return "", fmt.Errorf("--until: %q is not a date like 2027-01-31", until)
		}
		if d.AddDate(0, 0, 1).Before(now) {
			return "", fmt.Errorf("--until %s is over already", until)
		}
		fmt.Fprintf(&b, "until = %s\n", until)
	}
	return b.String(), nil
}

// onlyBaseline finds the one snapshot of a folder.
func onlyBaseline(dir string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.abi"))
	if err != nil || len(names) != 1 {
		return "", fmt.Errorf("there are %d .abi files here: name the baseline with --baseline FILE.abi", len(names))
	}
	return names[0], nil
}
