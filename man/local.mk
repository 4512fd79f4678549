# SPDX-License-Identifier: GPL-3.0-or-later
dist_man_MANS += man/cmc.1 man/cmc.conf.5 man/cmc-json.7
dist_man_MANS += man/cmc-filter.1 man/cmc-muttrc.1 man/cmc-query.1 man/cmc-sendmail.1
dist_man_MANS += man/cmc-call.1 man/cmc-mail.1 man/cmc-brief.1 man/cmc-log.1 man/cmc-today.1 man/cmc-move.1 \
	man/cmc-cancel.1 man/cmc-amend.1 man/cmc-close.1 man/cmc-review.1 man/cmc-link.1 man/cmc-unlink.1 man/cmc-why.1 man/cmc-outbox.1 \
	man/cmc-contact.1 man/cmc-watch.1 man/cmc-sync.1 man/cmc-setup.1 man/cmc-doctor.1 man/cmc-check.1 \
	man/cmc-classify.1 man/cmc-thread.1
dist_man_MANS += man/cmc-block.1 man/cmc-forget.1 man/cmc-export.1 man/cmc-import.1
dist_man_MANS += man/cmc-digest.1 man/cmc-stats.1
