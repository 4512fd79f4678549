/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/html-text.h"

#include <gumbo.h>
#include <stdbool.h>
#include <string.h>

#include "mail/own-words.h"

#define MAX_DEPTH  400
#define MAX_NESTED 2000
/* <hr>, as a text would draw it. */
#define HTML_RULE "________________________________"

typedef struct Out {
	GString *text;
	int quote;	  /* depth of quotes here */
	bool rest_quoted; /* all that follows is the old mail */
	int kept;	  /* depth of elements whose line ends count */
	bool line_open;
	bool space;
	bool filler; /* a no-break space alone: an empty line that is meant */
} Out;

typedef struct Mark {
	const char *attribute;
	const char *word; /* a word of the value, in any case */
	bool rest;	  /* all that follows belongs to the quote, not only this element */
} Mark;

/* gmail_quote and gmail_extra also wrap what the writer says between quotes: the blockquote within tells. */
static const Mark quote_marks[] = {
	{"id", "appendonsend", true},
	{"id", "divRplyFwdMsg", true},
	{"id", "x_divRplyFwdMsg", true},
	{"class", "gmail_attr", false},
	{"class", "moz-cite-prefix", false},
	{"class", "moz-email-headers-table", false},
	{"class", "yahoo_quoted", false},
	{"id", "yahoo_quoted", false},
	{"class", "protonmail_quote", false},
	{"class", "tutanota_quote", false},
	{"class", "OutlookMessageHeader", true},
	{"id", "OLK_SRC_BODY_SECTION", false},
	{"class", "zmail_extra", false},
	{"id", "mail-editor-reference-message-container", true},
	{"class", "ms-outlook-mobile-reference-message", false},
	{"id", "reply-intro", false},
	{"name", "quote", false},
	{"type", "cite", false},
};

static const Mark signature_marks[] = {
	{"class", "gmail_signature", false},
	{"class", "gmail_signature_prefix", false},
	{"class", "moz-signature", false},
	{"id", "Signature", false},
	{"id", "ms-outlook-mobile-signature", false},
	{"id", "AppleMailSignature", false},
	{"class", "protonmail_signature_block", false},
	{"class", "tutanota_signature", false},
	{"class", "mailspring-signature", false},
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
	if (out->line_open || out->filler)
		g_string_append_c(out->text, '\n');
	out->line_open = false;
	out->space = false;
	out->filler = false;
}

static void empty_line(Out *out)
{
	end_line(out);
	if (!g_str_has_suffix(out->text->str, "\n\n") && out->text->len)
		g_string_append_c(out->text, '\n');
}

static void add_line(Out *out, const char *line)
{
	end_line(out);
	open_line(out);
	g_string_append(out->text, line);
	end_line(out);
}

static void add_words(Out *out, const char *text)
{
	for (const char *at = text, *end; *at; at = end) {
		gunichar c = g_utf8_get_char(at);

		end = g_utf8_next_char(at);
		if (c == 0x200B || c == 0xFEFF || c == 0x200C || c == 0x34F)
			continue;
		if (c == '\n' && out->kept) {
			open_line(out);
			end_line(out);
			continue;
		}
		if (c == 0xA0 || (c < 0x80 && g_ascii_isspace(c))) {
			out->space = out->line_open;
			out->filler |= c == 0xA0 && !out->line_open;
			continue;
		}
		while (*end > ' ' && *end < 0x7F)
			end++;
		bool space = out->space;
		open_line(out);
		if (space)
			g_string_append_c(out->text, ' ');
		out->space = false;
		g_string_append_len(out->text, at, end - at);
	}
}

static bool holds_word(const char *value, const char *word)
{
	gsize length = strlen(word);

	for (const char *at = value; *at; at++)
		if ((at == value || g_ascii_isspace(at[-1])) && !g_ascii_strncasecmp(at, word, length) &&
		    (!at[length] || g_ascii_isspace(at[length])))
			return true;
	return false;
}

/* Most elements have other attributes than those of the tables, or none. */
static bool may_be_marked(const GumboElement *element)
{
	static const char *const names[] = {"id", "class", "name", "type"};

	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];

		for (gsize k = 0; k < G_N_ELEMENTS(names); k++)
			if (!g_ascii_strcasecmp(attribute->name, names[k]))
				return true;
	}
	return false;
}

static const Mark *find_mark(const GumboElement *element, const Mark *marks, gsize count)
{
	if (!may_be_marked(element))
		return NULL;
	for (gsize i = 0; i < count; i++) {
		const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, marks[i].attribute);

		if (attribute && holds_word(attribute->value, marks[i].word))
			return &marks[i];
	}
	return NULL;
}

/* The style without spaces, in small letters. Caller owns; NULL without any. */
static char *style_of(const GumboElement *element)
{
	const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, "style");
	char *style;
	gsize out = 0;

	if (!attribute)
		return NULL;
	style = g_ascii_strdown(attribute->value, -1);
	for (gsize i = 0; style[i]; i++)
		if (!g_ascii_isspace(style[i]))
			style[out++] = style[i];
	style[out] = '\0';
	return style;
}

/* The first words within a node, at most as deep as Outlook puts them. */
static const char *first_words(const GumboNode *node, int depth)
{
	if (node->type == GUMBO_NODE_TEXT)
		return node->v.text.text;
	for (unsigned i = 0; node->type == GUMBO_NODE_ELEMENT && depth < 8 && i < node->v.element.children.length;
	     i++) {
		const char *words = first_words(node->v.element.children.data[i], depth + 1);

		if (words)
			return words;
	}
	return NULL;
}

/* Outlook draws a line above the old mail's header: <div style="border:none;border-top:solid #E1E1E1 1.0pt">, as
 * Outlook for Mac "BORDER-TOP: #b5c4df 1pt solid". What stands below begins with "From:" in whatever language. */
static bool is_outlook_border(const GumboNode *node, const char *style)
{
	const char *top = style && node->v.element.tag == GUMBO_TAG_DIV ? strstr(style, "border-top:") : NULL;

	if (!top || !(strstr(style, "border:none") || strstr(style, "border-bottom:medium")) ||
	    !(g_str_has_prefix(top, "border-top:solid#") || g_str_has_prefix(top, "border-top:#")))
		return false;
	const char *words = first_words(node, 0);
	const char *colon = words ? strchr(words, ':') : NULL;
	return colon && colon - words <= 24;
}

static bool is_block(GumboTag tag)
{
	static const GumboTag blocks[] = {GUMBO_TAG_DIV, GUMBO_TAG_P,	       GUMBO_TAG_TR,  GUMBO_TAG_LI,
					  GUMBO_TAG_UL,	 GUMBO_TAG_OL,	       GUMBO_TAG_H1,  GUMBO_TAG_H2,
					  GUMBO_TAG_H3,	 GUMBO_TAG_H4,	       GUMBO_TAG_PRE, GUMBO_TAG_TABLE,
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

/* "On 24 Nov Anna wrote:" is the last that was said. */
static bool is_introduced(const Out *out)
{
	const char *start = out->text->str, *at = start + out->text->len;

	while (at > start && g_ascii_isspace(at[-1]))
		at--;
	return at > start && at[-1] == ':';
}

static bool in_table(const GumboNode *node)
{
	for (int depth = 0; node && depth < MAX_DEPTH; depth++, node = node->parent)
		if (node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_TD)
			return true;
	return false;
}

/* Gmail's button "indent" makes <blockquote style="margin:0 0 0 40px;border:none;padding:0px"> of one's own words. A
 * bare one in a table indents, too; what introduces it or the line at its side shows that it cites. */
static bool is_quote_block(const Out *out, const GumboNode *node, const char *style)
{
	const GumboElement *element = &node->v.element;
	static const char *const proofs[] = {"type", "cite", "class"};

	if (element->tag != GUMBO_TAG_BLOCKQUOTE)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(proofs); i++)
		if (gumbo_get_attribute(&element->attributes, proofs[i]))
			return true;
	if (style && strstr(style, "border-left"))
		return true;
	return !(style && strstr(style, "border:none") && strstr(style, "40px")) &&
	       (!in_table(node) || is_introduced(out));
}

static bool is_hidden(GumboTag tag, const char *style)
{
	return tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_TITLE ||
	       tag == GUMBO_TAG_TEMPLATE || (style && strstr(style, "display:none"));
}

static void walk_element(Out *out, const GumboNode *node, int depth)
{
	GumboTag tag = node->v.element.tag;
	g_autofree char *style = style_of(&node->v.element);
	const Mark *mark = find_mark(&node->v.element, quote_marks, G_N_ELEMENTS(quote_marks));
	bool quote = is_quote_block(out, node, style) || (mark && !mark->rest);
	bool block = is_block(tag) || quote;
	bool keep = tag == GUMBO_TAG_PRE || (style && strstr(style, "white-space:pre"));

	if (is_hidden(tag, style))
		return;
	if (tag == GUMBO_TAG_BR) {
		open_line(out);
		end_line(out);
		return;
	}
	if (block)
		end_line(out);
	if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
		out->space = out->line_open;
	if (tag == GUMBO_TAG_HR)
		add_line(out, HTML_RULE);
	if ((mark && mark->rest) || is_outlook_border(node, style))
		out->rest_quoted = true;
	bool signature = !out->quote && !out->rest_quoted &&
			 find_mark(&node->v.element, signature_marks, G_N_ELEMENTS(signature_marks));
	if (signature)
		add_line(out, "-- ");
	out->quote += quote;
	out->kept += keep;
	walk_children(out, node, depth);
	if (block)
		end_line(out);
	if (signature)
		add_line(out, OWN_WORDS_SIGNATURE_END);
	out->kept -= keep;
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
	static const char *const flat[] = {"p",	   "br",    "li",     "td", "tr", "th",	 "img", "hr", "meta",
					   "link", "input", "option", "dt", "dd", "col", "wbr", "o:p"};
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
