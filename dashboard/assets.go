package dashboard

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// The folder vendor/ is filled by `make assets`, with .gz and .br beside each
// file; a bare clone has none and its pages say that charts are missing.
//
//go:embed assets
var assetFiles embed.FS

const chartLibrary = "vendor/echarts.min.js"

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// asset is a file of assets/, served under a name that holds its hash.
type asset struct {
	contentType       string
	plain, gzip, brot []byte
}

// assets are found by URL path.
type assets struct {
	byURL map[string]*asset
	urls  map[string]string // file below assets/ → URL path
	hash  string            // of all of them
}

func loadAssets() (*assets, error) {
	out := &assets{byURL: map[string]*asset{}, urls: map[string]string{}}
	all := sha256.New()
	err := fs.WalkDir(assetFiles, "assets", func(name string, d fs.DirEntry, err error) error {
		contentType := assetTypes[path.Ext(name)]
		if err != nil || d.IsDir() || contentType == "" {
			return err
		}
		plain, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		all.Write(plain)
		a := &asset{contentType: contentType, plain: plain}
		a.gzip, _ = assetFiles.ReadFile(name + ".gz") // optional
		a.brot, _ = assetFiles.ReadFile(name + ".br")
		if a.gzip == nil {
			a.gzip = compress(plain)
		}
		sum := sha256.Sum256(plain)
		url := "/static/" + hex.EncodeToString(sum[:6]) + "/" + path.Base(name)
		out.byURL[url] = a
		out.urls[strings.TrimPrefix(name, "assets/")] = url
		return nil
	})
	out.hash = hex.EncodeToString(all.Sum(nil)[:4])
	return out, err
}

func (a *assets) serve(c *fiber.Ctx) error {
	file, ok := a.byURL[c.Path()]
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, file.contentType)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	switch accepted := c.Get(fiber.HeaderAcceptEncoding); {
	case file.brot != nil && acceptsEncoding(accepted, "br"):
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(file.brot)
	case acceptsEncoding(accepted, "gzip"):
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(file.gzip)
	}
	return c.Send(file.plain)
}

// acceptsEncoding reads an Accept-Encoding header; "q=0" refuses.
func acceptsEncoding(header, name string) bool {
	for _, field := range strings.Split(header, ",") {
		coding, q, _ := strings.Cut(strings.TrimSpace(field), ";")
		if strings.TrimSpace(coding) == name {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
