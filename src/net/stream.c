/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/stream.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/fault.h"
#include "net/connect.h"

#define BUFFER_BYTES 16384
#define LEAST_BYTES_A_MS 4
#define SMALL_BYTES  ((gsize)2 * 1024 * 1024) /* an answer that is no list; libetpan needs ten times that */
#define PRIORITIES   "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"

/* One connection. Its memory is the mailstream_low's data. */
typedef struct Wire {
	int fd;
	char *host, *ca_file, *tls_pin;
	gnutls_session_t tls; /* NULL = plain */
	gnutls_certificate_credentials_t own_credentials;
	int command_timeout_ms;
	int64_t deadline_ms;
	int silence_ms; /* so long the server may say nothing within a command; 0 = as long as the command may take */
	gsize budget, budget_left;
	int cancel_fd;
	bool hears; /* while it writes */
	GError *error;
} Wire;

/* The system's certificates, loaded once and shared by the processes that are forked afterwards: 4 MB. A process that
 * needs a CA of its own adds it to its copy, of which it then owns a few pages, and serves one account only. */
static gnutls_certificate_credentials_t shared_credentials;
static char *shared_ca_file; /* what was added */

static int load_system(gnutls_certificate_credentials_t *credentials)
{
	int code = gnutls_certificate_allocate_credentials(credentials);

	return code == GNUTLS_E_SUCCESS ? gnutls_certificate_set_x509_system_trust(*credentials) : code;
}

bool stream_library_init(GError **error)
{
	int code = load_system(&shared_credentials);

	if (code >= 0)
		return true;
	g_set_error(error, ERROR, ERROR_SOFTWARE, "the system's certificates cannot be loaded: %s",
		    gnutls_strerror(code));
	return false;
}

static int wire_fail(Wire *wire, ErrorKind kind, const char *format, ...) G_GNUC_PRINTF(3, 4);

static int wire_fail(Wire *wire, ErrorKind kind, const char *format, ...)
{
	va_list values;

	/* the first reason is the true one */
	if (!wire->error) {
		va_start(values, format);
		wire->error = g_error_new_valist(ERROR, kind, format, values);
		va_end(values);
	}
	return -1;
}

/* Waits until the socket can do what is wanted; false when the deadline passed, somebody cancelled, or the server spoke
 * while it should hear. */
static bool wire_wait(Wire *wire, short events)
{
	bool hears = wire->hears && events == POLLOUT;
	struct pollfd wait[] = {{.fd = wire->fd, .events = (short)(hears ? POLLIN | POLLOUT : events)},
				{.fd = wire->cancel_fd, .events = POLLIN}};
	int64_t deadline_ms = wire->deadline_ms;

	if (wire->silence_ms)
		deadline_ms = MIN(deadline_ms, clock_monotonic_ms() + wire->silence_ms);
	for (;;) {
		int64_t left = deadline_ms - clock_monotonic_ms();

		if (left <= 0)
			break;
		int ready = poll(wait, 2, (int)MIN(left, G_MAXINT));
		if (ready > 0 && wait[1].revents) {
			wire_fail(wire, ERROR_UNAVAILABLE, "cancelled");
			return false;
		}
		if (ready > 0)
			return !hears || !(wait[0].revents & POLLIN);
		if (ready < 0 && errno != EINTR)
			break;
	}
	wire_fail(wire, ERROR_UNAVAILABLE, "server \"%s\" did not answer in time", wire->host);
	return false;
}

static ssize_t tls_trouble(Wire *wire, ssize_t code)
{
	if (code == GNUTLS_E_PREMATURE_TERMINATION || code == 0)
		return wire_fail(wire, ERROR_UNAVAILABLE, "server \"%s\" closed the connection", wire->host);
	return wire_fail(wire, ERROR_UNAVAILABLE, "TLS with \"%s\": %s", wire->host, gnutls_strerror((int)code));
}

static ssize_t tls_io(Wire *wire, void *buffer, size_t size, bool reading)
{
	for (;;) {
		ssize_t done = reading ? gnutls_record_recv(wire->tls, buffer, size)
				       : gnutls_record_send(wire->tls, buffer, size);

		if (done > 0)
			return done;
		if (done != GNUTLS_E_AGAIN && done != GNUTLS_E_INTERRUPTED)
			return wire->hears && !reading ? -1 : tls_trouble(wire, done);
		if (done == GNUTLS_E_AGAIN &&
		    !wire_wait(wire, gnutls_record_get_direction(wire->tls) ? POLLOUT : POLLIN))
			return -1;
	}
}

static ssize_t plain_io(Wire *wire, void *buffer, size_t size, bool reading)
{
	for (;;) {
		ssize_t done = reading ? recv(wire->fd, buffer, size, 0) : send(wire->fd, buffer, size, MSG_NOSIGNAL);

		if (done > 0)
			return done;
		if (done == 0)
			return wire_fail(wire, ERROR_UNAVAILABLE, "server \"%s\" closed the connection", wire->host);
		if (errno == EAGAIN || errno == EWOULDBLOCK) {
			if (!wire_wait(wire, reading ? POLLIN : POLLOUT))
				return -1;
		} else if (wire->hears && !reading && errno != EINTR) {
			return -1; /* why, is heard */
		} else if (errno != EINTR) {
			return wire_fail(wire, ERROR_UNAVAILABLE, "connection to \"%s\": %s", wire->host,
					 g_strerror(errno));
		}
	}
}

static ssize_t wire_io(Wire *wire, void *buffer, size_t size, bool reading)
{
	/* what has failed once stays failed: libetpan may ask again */
	if (wire->error)
		return -1;
	return wire->tls ? tls_io(wire, buffer, size, reading) : plain_io(wire, buffer, size, reading);
}

static ssize_t low_read(mailstream_low *low, void *buffer, size_t size)
{
	Wire *wire = low->data;
	ssize_t got;

	if (wire->budget && wire->budget_left == 0)
		return wire_fail(wire, ERROR_DATA, "server \"%s\" sent more than a whole answer may have", wire->host);
	got = wire_io(wire, buffer, wire->budget ? MIN(size, wire->budget_left) : size, true);
	if (got > 0 && wire->budget)
		wire->budget_left -= (gsize)got;
	/* much may take long, as long as it comes: a slow line is no slow-loris */
	if (got > 0 && wire->silence_ms)
		wire->deadline_ms += got / LEAST_BYTES_A_MS;
	return got;
}

static ssize_t low_write(mailstream_low *low, const void *buffer, size_t size)
{
	fault_point("network");
	return wire_io(low->data, (void *)buffer, size, false);
}

static int low_close(mailstream_low *low)
{
	Wire *wire = low->data;

	if (wire->fd >= 0)
		close(wire->fd);
	wire->fd = -1;
	return 0;
}

static int low_fd(mailstream_low *low)
{
	return ((Wire *)low->data)->fd;
}

static void wire_free(Wire *wire)
{
	if (wire->tls)
		gnutls_deinit(wire->tls);
	if (wire->own_credentials)
		gnutls_certificate_free_credentials(wire->own_credentials);
	if (wire->fd >= 0)
		close(wire->fd);
	g_free(wire->host);
	g_free(wire->ca_file);
	g_free(wire->tls_pin);
	g_clear_error(&wire->error);
	g_free(wire);
}

static void low_free(mailstream_low *low)
{
	wire_free(low->data);
	free(low);
}

static void low_cancel(mailstream_low *low)
{
}

static mailstream_low_driver driver = {
	.mailstream_read = low_read,
	.mailstream_write = low_write,
	.mailstream_close = low_close,
	.mailstream_get_fd = low_fd,
	.mailstream_free = low_free,
	.mailstream_cancel = low_cancel,
};

/* The certificate that the server showed, as SHA-256 in lower-case hex without colons. */
static char *fingerprint(gnutls_session_t tls)
{
	unsigned count = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(tls, &count);

	return count ? g_compute_checksum_for_data(G_CHECKSUM_SHA256, chain[0].data, chain[0].size) : NULL;
}

static bool pin_holds(Wire *wire)
{
	g_autofree char *shown = fingerprint(wire->tls);
	g_auto(GStrv) parts = g_strsplit(wire->tls_pin, ":", -1);
	g_autofree char *wanted = g_strjoinv("", parts);

	if (shown && g_ascii_strcasecmp(shown, wanted) == 0)
		return true;
	wire_fail(wire, ERROR_REFUSED, "server \"%s\" shows another certificate than the pinned one: %s", wire->host,
		  shown ? shown : "none");
	return false;
}

/* Why GnuTLS does not trust the server, in its own words. */
static void refuse_certificate(Wire *wire)
{
	unsigned status = gnutls_session_get_verify_cert_status(wire->tls);
	gnutls_datum_t words = {0};

	if (gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &words, 0) == GNUTLS_E_SUCCESS)
		wire_fail(wire, ERROR_REFUSED, "server \"%s\": %s", wire->host, (char *)words.data);
	else
		wire_fail(wire, ERROR_REFUSED, "server \"%s\": its certificate is not trusted", wire->host);
	gnutls_free(words.data);
}

static gnutls_certificate_credentials_t credentials_of(Wire *wire)
{
	gnutls_certificate_credentials_t credentials = shared_credentials;
	int code = 1;

	if (g_strcmp0(wire->ca_file, shared_ca_file) == 0)
		return shared_credentials;
	/* another account's CA is not trusted by this one */
	if (shared_ca_file) {
		code = load_system(&wire->own_credentials);
		credentials = wire->own_credentials;
	}
	if (code >= 0 && wire->ca_file)
		code = gnutls_certificate_set_x509_trust_file(credentials, wire->ca_file, GNUTLS_X509_FMT_PEM);
	if (code > 0 || (code == 0 && !wire->ca_file)) {
		if (!wire->own_credentials)
			shared_ca_file = g_strdup(wire->ca_file);
		return credentials;
	}
	wire_fail(wire, ERROR_REFUSED, "ca_file \"%s\" holds no certificate", wire->ca_file);
	return NULL;
}

static bool is_literal(const char *host)
{
	unsigned char buffer[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, host, buffer) == 1 || inet_pton(AF_INET6, host, buffer) == 1;
}

static bool handshake(Wire *wire)
{
	int code;

	for (;;) {
		code = gnutls_handshake(wire->tls);
		if (code == GNUTLS_E_SUCCESS)
			break;
		if (code == GNUTLS_E_AGAIN &&
		    !wire_wait(wire, gnutls_record_get_direction(wire->tls) ? POLLOUT : POLLIN))
			return false;
		if (code == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR || code == GNUTLS_E_CERTIFICATE_ERROR) {
			refuse_certificate(wire);
			return false;
		}
		if (gnutls_error_is_fatal(code)) {
			bool closed = code == GNUTLS_E_PREMATURE_TERMINATION || code == GNUTLS_E_PULL_ERROR;

			wire_fail(wire, closed ? ERROR_UNAVAILABLE : ERROR_REFUSED, "TLS with \"%s\": %s", wire->host,
				  gnutls_strerror(code));
			return false;
		}
	}
	return !wire->tls_pin || pin_holds(wire);
}

static bool start_tls(Wire *wire)
{
	gnutls_certificate_credentials_t credentials = credentials_of(wire);

	if (!credentials)
		return false;
	gnutls_init(&wire->tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	gnutls_priority_set_direct(wire->tls, PRIORITIES, NULL);
	gnutls_credentials_set(wire->tls, GNUTLS_CRD_CERTIFICATE, credentials);
	if (!is_literal(wire->host))
		gnutls_server_name_set(wire->tls, GNUTLS_NAME_DNS, wire->host, strlen(wire->host));
	/* a pinned certificate is its own proof: self-signed ones are what pins are for */
	if (!wire->tls_pin)
		gnutls_session_set_verify_cert(wire->tls, wire->host, 0);
	gnutls_transport_set_int(wire->tls, wire->fd);
	return handshake(wire);
}

mailstream *stream_open(const Endpoint *endpoint, const StreamOptions *options, GError **error)
{
	int fd = connect_tcp(endpoint->host, endpoint->port, endpoint->security == SECURITY_NONE,
			     options->connect_timeout_ms, options->cancel_fd, error);

	if (fd < 0)
		return NULL;
	Wire *wire = g_new0(Wire, 1);
	wire->fd = fd;
	wire->host = g_strdup(endpoint->host);
	wire->ca_file = g_strdup(options->ca_file);
	wire->tls_pin = g_strdup(options->tls_pin);
	wire->command_timeout_ms = options->command_timeout_ms;
	wire->deadline_ms = clock_monotonic_ms() + options->connect_timeout_ms;
	wire->budget = wire->budget_left = options->budget_bytes;
	wire->cancel_fd = options->cancel_fd;
	if (endpoint->security == SECURITY_TLS && !start_tls(wire)) {
		g_propagate_error(error, g_steal_pointer(&wire->error));
		wire_free(wire);
		return NULL;
	}
	return mailstream_new(mailstream_low_new(wire, &driver), BUFFER_BYTES);
}

static Wire *wire_of(mailstream *stream)
{
	return stream->low->data;
}

bool stream_start_tls(mailstream *stream, GError **error)
{
	Wire *wire = wire_of(stream);
	char byte;

	/* a server has nothing to say between its OK and our hello: somebody else speaks */
	if (stream->read_buffer_len > 0 || recv(wire->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
		wire_fail(wire, ERROR_REFUSED, "server \"%s\" sent plain text after STARTTLS", wire->host);
		g_propagate_error(error, g_error_copy(wire->error));
		return false;
	}
	stream_begin_command(stream, 0);
	if (start_tls(wire))
		return true;
	g_propagate_error(error, g_error_copy(wire->error));
	return false;
}

int stream_fd(mailstream *stream)
{
	return wire_of(stream)->fd;
}

bool stream_has_input(mailstream *stream)
{
	Wire *wire = wire_of(stream);

	return stream->read_buffer_len > 0 || (wire->tls && gnutls_record_check_pending(wire->tls) > 0);
}

int stream_fill(mailstream *stream)
{
	Wire *wire = wire_of(stream);
	ssize_t got;

	if (stream->read_buffer_len > 0)
		return 1;
	if (wire->error)
		return -1;
	got = wire->tls ? gnutls_record_recv(wire->tls, stream->read_buffer, stream->buffer_max_size)
			: recv(wire->fd, stream->read_buffer, stream->buffer_max_size, MSG_DONTWAIT);
	if (got > 0) {
		stream->read_buffer_len = (size_t)got;
		return 1;
	}
	if (wire->tls ? got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED
		      : got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
		return 0;
	if (wire->tls)
		tls_trouble(wire, got);
	else
		wire_fail(wire, ERROR_UNAVAILABLE, "server \"%s\" closed the connection", wire->host);
	return -1;
}

void stream_hear(mailstream *stream, bool hears)
{
	wire_of(stream)->hears = hears;
}

void stream_begin_command(mailstream *stream, int timeout_ms)
{
	Wire *wire = wire_of(stream);

	wire->deadline_ms = clock_monotonic_ms() + (timeout_ms ? timeout_ms : wire->command_timeout_ms);
	wire->budget_left = MIN(wire->budget, SMALL_BYTES);
	wire->silence_ms = 0;
}

void stream_expect_flow(mailstream *stream, int silence_ms)
{
	Wire *wire = wire_of(stream);

	wire->silence_ms = silence_ms;
	wire->budget_left = wire->budget;
}

const GError *stream_error(mailstream *stream)
{
	return wire_of(stream)->error;
}
