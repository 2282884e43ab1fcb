package report

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// chromium renders a page and returns its document after scripts have run.
func chromium(t *testing.T, url string) string {
	t.Helper()
	exe, err := exec.LookPath("chromium")
	require.NoError(t, err, "apt-get install chromium")
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, exe, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(), "--virtual-time-budget=2000", "--dump-dom", url)
	out, err := cmd.Output()
	require.NoError(t, err)
	return string(out)
}

var visible = regexp.MustCompile(`<section class="finding [a-z]+" id="f-[0-9a-f]+"[^>]*>`)

// shown counts the findings that a rendered page shows.
func shown(dom string) int {
	n := 0
	for _, s := range visible.FindAllString(dom[:strings.Index(dom, "</main>")], -1) {
		if !strings.Contains(s, " hidden=") {
			n++
		}
	}
	return n
}

func TestHTMLInChromium(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.html")
	require.NoError(t, os.WriteFile(page, []byte(render(t, "html", sample())), 0o644))
	dom := chromium(t, "file://"+page)
	require.Contains(t, dom, "<title>tenon audit: breaking</title>", "a hostile name must not run")
	require.Equal(t, 2, shown(dom))
	require.Equal(t, 2, strings.Count(dom, `<svg class="layout"`))
	require.NotContains(t, dom, "<img")
	require.Equal(t, 1, strings.Count(dom, "<script>"))

	dom = chromium(t, "file://"+page+"#q=widget%20tn1023")
	require.Equal(t, 1, shown(dom), "search hides what does not match")
	require.Contains(t, dom, ">1 shown<")
	require.Equal(t, 0, shown(chromium(t, "file://"+page+"#q=nothing-has-this")))
}

func TestHTMLNeedsNoNetwork(t *testing.T) {
	text := render(t, "html", sample())
	for _, bad := range []string{"src=\"http", "href=", "@import", "url(", "fetch(", "XMLHttp"} {
		require.NotContains(t, text, bad)
	}
	require.Contains(t, text, "default-src 'none'")
}
