package dashboard

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/gofiber/fiber/v2"
)

// securityHeaders go on every response, errors included.
var securityHeaders = [][2]string{
	{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
}

const requestIDHeader = "X-Request-Id"

// setHeaders is also called where no middleware ran: for requests that the
// HTTP parser refuses.
func setHeaders(c *fiber.Ctx) {
	for _, h := range securityHeaders {
		c.Set(h[0], h[1])
	}
	if len(c.Response().Header.Peek(requestIDHeader)) == 0 {
		c.Set(requestIDHeader, newRequestID())
	}
}

// newRequestID never takes the caller's id: it ends up in logs.
func newRequestID() string {
	var b [8]byte
	rand.Read(b[:]) // never fails, see crypto/rand
	return hex.EncodeToString(b[:])
}

func requestID(c *fiber.Ctx) string {
	return string(c.Response().Header.Peek(requestIDHeader))
}
