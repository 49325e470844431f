package scan

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// workDPI is how many pixels an inch every picture is given before it is read.
const workDPI = 300

// maxSkew is how far, in degrees, a page may lie askew; what leans more is read
// as it lies, and its lines are not found.
const maxSkew = 6

// skewDPI is how finely a page is looked at to find how it lies.
const skewDPI = 150

// straight is a page that lies straight, in workDPI.
type straight struct {
	*image.Gray
	ink  *bitmap
	skew float64 // degrees that it was turned back by, clockwise positive
}

// straighten turns a page such that its lines lie level and gives it workDPI.
func straighten(picture image.Image, dpi float64) *straight {
	gray := resized(picture, min(1, 1.5*workDPI/dpi))
	dpi *= float64(gray.Rect.Dx()) / float64(picture.Bounds().Dx())
	skew := skewOf(inkOf(resized(gray, skewDPI/dpi), float64(skewDPI)/workDPI))
	page := turned(gray, workDPI/dpi, skew)
	ink := inkOf(page, 1)
	return &straight{cleaned(page, ink), ink, skew}
}

// cleaned leaves the shades of ink and of its edges and makes the paper white:
// tesseract takes the grain of a copy for characters.
func cleaned(page *image.Gray, ink *bitmap) *image.Gray {
	const edge = 2 // pixels
	sums := newSums(page)
	out := image.NewGray(page.Rect)
	for i := range out.Pix {
		out.Pix[i] = 0xFF
	}
	for i, on := range ink.on {
		x, y := i%ink.w, i/ink.w
		if !on || x > 0 && x+1 < ink.w && y > 0 && y+1 < ink.h && ink.on[i-1] && ink.on[i+1] && ink.on[i-ink.w] && ink.on[i+ink.w] {
			if on {
				out.Pix[y*out.Stride+x] = page.Pix[y*page.Stride+x]
			}
			continue
		}
		paper := sums.mean(x-surroundings, y-surroundings, x+surroundings+1, y+surroundings+1)
		for v := max(0, y-edge); v < min(ink.h, y+edge+1); v++ {
			for u := max(0, x-edge); u < min(ink.w, x+edge+1); u++ {
				out.Pix[v*out.Stride+u] = uint8(min(255, float64(page.Pix[v*page.Stride+u])*255/paper))
			}
		}
	}
	return out
}

// resized scales a picture evenly and makes it grey on white.
func resized(picture image.Image, scale float64) *image.Gray {
	b := picture.Bounds()
	w, h := max(1, int(float64(b.Dx())*scale)), max(1, int(float64(b.Dy())*scale))
	dst := whitePage(w, h)
	if scale == 1 {
		draw.Draw(dst, dst.Bounds(), picture, b.Min, draw.Over)
	} else {
		draw.BiLinear.Scale(dst, dst.Bounds(), picture, b, draw.Over, nil)
	}
	return grayOf(dst)
}

// turned scales a picture and turns it back by an angle, around its middle.
func turned(picture *image.Gray, scale, degrees float64) *image.Gray {
	if scale == 1 && degrees == 0 {
		return picture
	}
	w, h := float64(picture.Rect.Dx()), float64(picture.Rect.Dy())
	dst := whitePage(int(w*scale), int(h*scale))
	sin, cos := math.Sincos(-degrees * math.Pi / 180)
	sin, cos = sin*scale, cos*scale
	draw.ApproxBiLinear.Transform(dst, f64.Aff3{
		cos, -sin, scale*w/2 - cos*w/2 + sin*h/2,
		sin, cos, scale*h/2 - sin*w/2 - cos*h/2,
	}, picture, picture.Rect, draw.Src, nil)
	return grayOf(dst)
}

func whitePage(w, h int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	return dst
}

func grayOf(p *image.RGBA) *image.Gray {
	out := image.NewGray(p.Rect)
	for i := range out.Pix {
		r, g, b := uint32(p.Pix[4*i]), uint32(p.Pix[4*i+1]), uint32(p.Pix[4*i+2])
		out.Pix[i] = uint8((299*r + 587*g + 114*b + 500) / 1000)
	}
	return out
}

// skewOf finds the angle at which ink gathers most in level lines.
func skewOf(ink *bitmap) float64 {
	var xs, ys []int32
	for i, on := range ink.on {
		if on {
			xs, ys = append(xs, int32(i%ink.w)), append(ys, int32(i/ink.w))
		}
	}
	best := 0.0
	search := func(from, to, step float64) {
		middle, top := best, -1.0
		for d := from; d <= to+step/2; d += step {
			if score := gathered(xs, ys, ink.w, ink.h, math.Tan((middle+d)*math.Pi/180)); score > top {
				best, top = middle+d, score
			}
		}
	}
	search(-maxSkew, maxSkew, 0.2)
	search(-0.2, 0.2, 0.01)
	if math.Abs(best) < 0.015 {
		return 0
	}
	return best
}

// gathered is high when lines of that slope hold much ink or none.
func gathered(xs, ys []int32, w, h int, slope float64) float64 {
	extra := int(math.Abs(slope)*float64(w)) + 2
	count := make([]int32, h+2*extra)
	shift := make([]int32, w)
	for x := range shift {
		shift[x] = int32(math.Round(float64(x)*slope)) - int32(extra)
	}
	for i, x := range xs {
		count[ys[i]-shift[x]]++
	}
	sum := 0.0
	for _, n := range count {
		sum += float64(n) * float64(n)
	}
	return sum
}
