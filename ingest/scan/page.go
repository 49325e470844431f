package scan

import (
	"cmp"
	"context"
	"image"
	"slices"
	"strings"

	"gongkai/ingest/pdf"
)

// cell is one cell of a ruled table on a page.
type cell struct {
	box   pdf.Box
	blobs []blob
	kind  kind
	text  string
	doubt string
	sure  float64 // confidence of the least certain word, 0 to 100
}

// line is how far, in pixels, the ink of a ruling line reaches into a cell at
// most.
const line = 4

// read makes out what a picture of a page shows. The texts are added by finish.
func (r *reading) read(picture image.Image, dots float64) (*pdf.Drawing, error) {
	page := straighten(picture, dots)
	d := &pdf.Drawing{Width: float64(page.Rect.Dx()) * points, Height: float64(page.Rect.Dy()) * points}
	var drawn *bitmap
	d.Rules, drawn = rulesOf(page.ink)
	cells := cellsOf(page, d.Rules, drawn)
	if err := r.engine.readNumbers(r.ctx, page, cells); err != nil {
		return nil, err
	}
	if err := r.engine.readWords(r.ctx, page, cells); err != nil {
		return nil, err
	}
	r.prints.add(page, cells)
	outside, err := r.engine.readOutside(r.ctx, page, cells)
	if err != nil {
		return nil, err
	}
	d.Texts = outside
	r.cells = append(r.cells, cellsOn{d, cells})
	return d, nil
}

// cellsOf finds the cells of a page and what they look like.
func cellsOf(page *straight, rules []pdf.Rule, drawn *bitmap) []*cell {
	var out []*cell
	boxes := pdf.CellsOf(rules)
	for _, b := range boxes {
		page.erase(drawn, pixels(b))
	}
	for _, b := range boxes {
		c := &cell{box: b}
		inside := pixels(b).Inset(line)
		if inside.Dx() < pointSize || inside.Dy() < pointSize {
			continue
		}
		c.blobs = blobsIn(page.ink, inside)
		c.kind = kindOf(c.blobs, inside)
		if c.kind == dash {
			c.text = "-"
		}
		out = append(out, c)
	}
	return out
}

// pixels is a box of a page in its pixels.
func pixels(b pdf.Box) image.Rectangle {
	return image.Rect(int(b.Left/points), int(b.Top/points), int(b.Right/points)+1, int(b.Bottom/points)+1)
}

const uniformBlock = 6 // way of tesseract to look at a picture

// wordsBelieved is the confidence from which words are believed that say that a
// cell does not apply, or is zero.
const wordsBelieved = 85

// readWords reads the labels. A number that stands among words, or that does not
// look like one, is in doubt: tesseract often takes one digit for another there.
func (e *Engine) readWords(ctx context.Context, page *straight, cells []*cell) error {
	var labels []*cell
	var pictures []*image.Gray
	var owners []*cell
	for _, c := range cells {
		if c.kind != words {
			continue
		}
		labels = append(labels, c)
		c.text, c.sure = "", 100
		for _, l := range textLines(c.blobs) {
			pictures, owners = append(pictures, cutOut(page.Gray, l)), append(owners, c)
		}
	}
	found, err := e.ask(ctx, pictures, "chi_sim", wholeLine, "")
	if err != nil {
		return err
	}
	if found, err = e.askAgain(ctx, pictures, found); err != nil {
		return err
	}
	last := -1
	for _, w := range found {
		c := owners[w.picture]
		if c.text != "" && w.picture != last {
			c.text += "\n"
		}
		c.text, c.sure, last = c.text+w.text, min(c.sure, w.confidence), w.picture
	}
	for _, c := range labels {
		none := c.text == "无" || c.text == "不适用" || c.text == "零"
		if !none || c.sure < wordsBelieved {
			c.doubt = cmp.Or(c.doubt, "this was made out in a picture and does not look like a number")
		}
		if strings.TrimSpace(c.text) == "" {
			c.text = "?" // something is there
		}
	}
	return nil
}

// askAgain reads the pictures in which no word was found as one word each.
func (e *Engine) askAgain(ctx context.Context, pictures []*image.Gray, found []word) ([]word, error) {
	seen := make([]bool, len(pictures))
	for _, w := range found {
		seen[w.picture] = seen[w.picture] || strings.TrimSpace(w.text) != ""
	}
	var missed []int
	var again []*image.Gray
	for i, p := range pictures {
		if !seen[i] {
			missed, again = append(missed, i), append(again, p)
		}
	}
	more, err := e.ask(ctx, again, "chi_sim", oneWord, "")
	for _, w := range more {
		w.picture = missed[w.picture]
		found = append(found, w)
	}
	slices.SortStableFunc(found, func(a, b word) int { return cmp.Compare(a.picture, b.picture) })
	return found, err
}

// cutOut is a part of a page with white around it.
func cutOut(page *image.Gray, r image.Rectangle) *image.Gray {
	const margin, border = 4, 20
	r = r.Inset(-margin).Intersect(page.Rect)
	out := image.NewGray(image.Rect(0, 0, r.Dx()+2*border, r.Dy()+2*border))
	for i := range out.Pix {
		out.Pix[i] = 0xFF
	}
	for y := range r.Dy() {
		copy(out.Pix[(y+border)*out.Stride+border:], page.Pix[(r.Min.Y+y)*page.Stride+r.Min.X:][:r.Dx()])
	}
	return out
}

// readOutside reads the text outside the tables, a word at a place.
func (e *Engine) readOutside(ctx context.Context, page *straight, cells []*cell) ([]pdf.Text, error) {
	rest := image.NewGray(page.Rect)
	copy(rest.Pix, page.Pix)
	for _, c := range cells {
		r := pixels(c.box).Inset(-2 * line).Intersect(rest.Rect)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := rest.Pix[y*rest.Stride+r.Min.X:][:r.Dx()]
			for x := range row {
				row[x] = 0xFF
			}
		}
	}
	found, err := e.ask(ctx, []*image.Gray{rest}, "chi_sim", uniformBlock, "")
	if err != nil {
		return nil, err
	}
	return linesOf(found), nil
}

// apart is how wide a gap, in the height of the line, parts two texts.
const apart = 4

// linesOf joins the words of a line: tesseract parts Chinese characters as if
// they were words.
func linesOf(found []word) []pdf.Text {
	var out []pdf.Text
	last := word{}
	for _, w := range found {
		if w.text = strings.TrimSpace(w.text); w.text == "" {
			continue
		}
		b := pdf.Box{Left: float64(w.box.Min.X) * points, Top: float64(w.box.Min.Y) * points,
			Right: float64(w.box.Max.X) * points, Bottom: float64(w.box.Max.Y) * points}
		if n := len(out); n > 0 && w.line == last.line && w.box.Min.X-last.box.Max.X < apart*max(w.box.Dy(), last.box.Dy()) {
			t := &out[n-1]
			if isLatin(t.Text[len(t.Text)-1]) && isLatin(w.text[0]) {
				t.Text += " "
			}
			t.Text += w.text
			t.Box = pdf.Box{Left: min(t.Left, b.Left), Top: min(t.Top, b.Top), Right: max(t.Right, b.Right), Bottom: max(t.Bottom, b.Bottom)}
		} else {
			out = append(out, pdf.Text{Box: b, Text: w.text})
		}
		last = w
	}
	return out
}

func isLatin(b byte) bool { return b > ' ' && b < 0x80 }
