/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MAIL_ADDRESS_LIST_H
#define MAIL_ADDRESS_LIST_H

/*
 * The recipients that a mail of our own names, where it is to go to just them (sendmail -t). A library that reads the
 * field as a whole leaves out what it cannot read, and somebody would not get the mail: so each is read by itself.
 */

#include <glib.h>

/* Adds the addresses of a field's value (RFC 5322, 3.4; unfolded) as they are written to emails (char *). NULL, or the first
 * element that names nobody for sure ("Carla", "c at example.org"), or that a semicolon parts without a group; caller
 * owns. An empty group names nobody and is no fault. scan_addresses() must have passed the value. */
char *address_list_read(const char *value, GPtrArray *emails);

#endif
