/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mail to be built, as a value; without GMime. */
#include "mail/build.h"

void build_part_free(BuildPart *part)
{
	if (!part)
		return;
	g_free(part->file);
	g_free(part->name);
	g_free(part->type);
	g_clear_pointer(&part->content, g_bytes_unref);
	g_free(part);
}

BuildMail *build_mail_new(void)
{
	BuildMail *mail = g_new0(BuildMail, 1);

	mail->to = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	mail->cc = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	mail->bcc = g_ptr_array_new_with_free_func((GDestroyNotify)address_free);
	mail->in_reply_to = g_ptr_array_new_with_free_func(g_free);
	mail->references = g_ptr_array_new_with_free_func(g_free);
	mail->headers = g_ptr_array_new_with_free_func(g_free);
	mail->parts = g_ptr_array_new_with_free_func((GDestroyNotify)build_part_free);
	return mail;
}

void build_mail_free(BuildMail *mail)
{
	if (!mail)
		return;
	address_free(mail->from);
	g_ptr_array_unref(mail->to);
	g_ptr_array_unref(mail->cc);
	g_ptr_array_unref(mail->bcc);
	g_free(mail->subject);
	g_free(mail->zone);
	g_free(mail->message_id);
	g_ptr_array_unref(mail->in_reply_to);
	g_ptr_array_unref(mail->references);
	g_ptr_array_unref(mail->headers);
	g_free(mail->text);
	g_ptr_array_unref(mail->parts);
	g_free(mail);
}

char *build_message_id(const char *domain)
{
	/* A version 4 UUID has 122 random bits: two of them, hashed, hold the 128 that are promised. */
	g_autofree char *first = g_uuid_string_random();
	g_autofree char *second = g_uuid_string_random();
	g_autofree char *both = g_strconcat(first, second, NULL);
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, both, -1);

	return g_strdup_printf("<%.32s.cmc@%s>", digest, domain);
}
