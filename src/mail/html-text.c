/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/html-text.h"

#include <gumbo.h>
#include <stdbool.h>
#include <string.h>

#define MAX_DEPTH 400
#define MAX_NESTED 2000

typedef struct Out {
	GString *text;
	int quote;        /* depth of quotes here */
	bool rest_quoted; /* all that follows is the old mail */
	bool line_open;
	bool space;
} Out;

typedef struct QuoteMark {
	const char *attribute;
	const char *word; /* contained in the value */
	bool rest;        /* all that follows belongs to the quote, not only this element */
} QuoteMark;

static const QuoteMark quote_marks[] = {
	{"id", "appendonsend", true},	      {"id", "divRplyFwdMsg", true},	{"class", "gmail_quote", false},
	{"class", "gmail_attr", false},	      {"class", "gmail_extra", false},	{"class", "moz-cite-prefix", false},
	{"class", "yahoo_quoted", false},     {"id", "yahoo_quoted", false},	{"class", "protonmail_quote", false},
	{"class", "OutlookMessageHeader", true}, {"id", "OLK_SRC_BODY_SECTION", false},
	{"class", "zmail_extra", false},      {"id", "mail-editor-reference-message-container", false},
	{"name", "quote", false},
};

static const QuoteMark signature_marks[] = {
	{"class", "gmail_signature", false},
	{"class", "moz-signature", false},
	{"id", "Signature", false},
	{"class", "signature", false},
	{"id", "ms-outlook-mobile-signature", false},
	{"class", "protonmail_signature_block", false},
};

static void open_line(Out *out)
{
	if (out->line_open)
		return;
	for (int i = 0; i < MIN(out->quote + out->rest_quoted, 5); i++)
		g_string_append(out->text, "> ");
	out->line_open = true;
	out->space = false;
}

static void end_line(Out *out)
{
	if (out->line_open)
		g_string_append_c(out->text, '\n');
	out->line_open = false;
	out->space = false;
}

static void empty_line(Out *out)
{
	end_line(out);
	if (!g_str_has_suffix(out->text->str, "\n\n") && out->text->len)
		g_string_append_c(out->text, '\n');
}

static void add_words(Out *out, const char *text)
{
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c == 0x200B || c == 0xFEFF)
			continue;
		if (c == 0xA0 || (c < 0x80 && g_ascii_isspace(c))) {
			out->space = out->line_open;
			continue;
		}
		bool space = out->space;
		open_line(out);
		if (space)
			g_string_append_c(out->text, ' ');
		out->space = false;
		g_string_append_unichar(out->text, c);
	}
}

static const QuoteMark *find_mark(const GumboElement *element, const QuoteMark *marks, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, marks[i].attribute);

		if (attribute && strstr(attribute->value, marks[i].word))
			return &marks[i];
	}
	return NULL;
}

/* Outlook's desktop program: <div style="border:none;border-top:solid #E1E1E1 1.0pt"> before the old mail's header. */
static bool is_outlook_border(const GumboNode *node)
{
	const GumboAttribute *style = gumbo_get_attribute(&node->v.element.attributes, "style");

	return node->v.element.tag == GUMBO_TAG_DIV && style && strstr(style->value, "border-top:solid #") &&
	       strstr(style->value, "border:none");
}

static bool is_block(GumboTag tag)
{
	static const GumboTag blocks[] = {GUMBO_TAG_DIV, GUMBO_TAG_P,	    GUMBO_TAG_TR,  GUMBO_TAG_LI,
					  GUMBO_TAG_UL,	 GUMBO_TAG_OL,	    GUMBO_TAG_H1,  GUMBO_TAG_H2,
					  GUMBO_TAG_H3,	 GUMBO_TAG_H4,	    GUMBO_TAG_PRE, GUMBO_TAG_TABLE,
					  GUMBO_TAG_HR,	 GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY};

	for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++)
		if (blocks[i] == tag)
			return true;
	return false;
}

static void walk(Out *out, const GumboNode *node, int depth);

static void walk_children(Out *out, const GumboNode *node, int depth)
{
	for (unsigned i = 0; i < node->v.element.children.length; i++)
		walk(out, node->v.element.children.data[i], depth + 1);
}

static void walk_element(Out *out, const GumboNode *node, int depth)
{
	GumboTag tag = node->v.element.tag;
	const QuoteMark *mark = find_mark(&node->v.element, quote_marks, G_N_ELEMENTS(quote_marks));
	bool quote = tag == GUMBO_TAG_BLOCKQUOTE || (mark && !mark->rest);

	if (tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_TITLE)
		return;
	if (tag == GUMBO_TAG_BR) {
		open_line(out);
		end_line(out);
		return;
	}
	if (is_block(tag) || quote)
		end_line(out);
	if ((mark && mark->rest) || is_outlook_border(node))
		out->rest_quoted = true;
	if (!out->quote && !out->rest_quoted &&
	    find_mark(&node->v.element, signature_marks, G_N_ELEMENTS(signature_marks))) {
		end_line(out);
		g_string_append(out->text, "-- \n");
	}
	out->quote += quote;
	walk_children(out, node, depth);
	if (is_block(tag) || quote)
		end_line(out);
	out->quote -= quote;
	if (tag == GUMBO_TAG_P)
		empty_line(out);
}

static void walk(Out *out, const GumboNode *node, int depth)
{
	if (depth > MAX_DEPTH)
		return;
	if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
		add_words(out, node->v.text.text);
	else if (node->type == GUMBO_NODE_WHITESPACE)
		out->space = out->line_open;
	else if (node->type == GUMBO_NODE_ELEMENT)
		walk_element(out, node, depth);
}

/* Elements that mails leave open, or that hold nothing: they do not nest. */
static bool nests(const char *name)
{
	static const char *const flat[] = {"p", "br", "li", "td", "tr", "th", "img", "hr", "meta", "link", "input", "option",
					   "dt", "dd", "col", "wbr", "o:p"};
	gsize size = strcspn(name, " \t\r\n/>");

	for (gsize i = 0; i < G_N_ELEMENTS(flat); i++)
		if (size == strlen(flat[i]) && !g_ascii_strncasecmp(name, flat[i], size))
			return false;
	return true;
}

/* Where nesting passes what people's software writes: gumbo's time grows with its square. */
static gsize safe_length(const char *html)
{
	int depth = 0;

	for (const char *at = strchr(html, '<'); at; at = strchr(at + 1, '<')) {
		if (at[1] == '/')
			depth -= depth > 0 && nests(at + 2);
		else if (g_ascii_isalpha(at[1]) && nests(at + 1) && ++depth > MAX_NESTED)
			return (gsize)(at - html);
	}
	return strlen(html);
}

char *html_text(const char *html, gsize length)
{
	GumboOptions options = kGumboDefaultOptions;
	Out out = {.text = g_string_new(NULL)};
	g_autofree char *valid = g_utf8_make_valid(html, (gssize)length);

	options.max_errors = 0;
	GumboOutput *tree = gumbo_parse_with_options(&options, valid, safe_length(valid));
	if (tree) {
		walk(&out, tree->root, 0);
		gumbo_destroy_output(&options, tree);
	}
	end_line(&out);
	return g_string_free(out.text, FALSE);
}
