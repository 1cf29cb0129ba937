/* product_links_write.c: the network of products as CSV and as GraphML. */
#include <kontor/product_space.h>

#include <kontor/csv.h>
#include <kontor/memory.h>
#include <kontor/text.h>

#include <math.h>

static const char *kind_of(const kt_product_link *link)
{
    return link->in_tree ? "tree" : "link";
}

static kt_status write_double(const kt_sink *sink, double value, kt_error *err)
{
    char digits[32];
    return kt_sink_write(sink, digits, kt_print_double(value, digits), err);
}

/* ---- CSV --------------------------------------------------------------------------------- */

kt_status kt_product_links_write_csv(const kt_product_links *links,
                                     const kt_product_labels *labels, const kt_sink *sink,
                                     kt_error *err)
{
    KT_TRY(kt_sink_add(sink, "source,target,proximity,kind\n", err));
    for (int64_t l = 0; l < links->n_links; l++) {
        const kt_product_link *link = &links->link[l];
        KT_TRY(kt_csv_write_cell(sink, kt_slice_of(labels->code[link->a]), err));
        KT_TRY(kt_sink_add(sink, ",", err));
        KT_TRY(kt_csv_write_cell(sink, kt_slice_of(labels->code[link->b]), err));
        KT_TRY(kt_sink_add(sink, ",", err));
        KT_TRY(write_double(sink, link->proximity, err));
        KT_TRY(kt_sink_format(sink, err, ",%s\n", kind_of(link)));
    }
    return KT_OK;
}

/* ---- GraphML ----------------------------------------------------------------------------- */

/* What stands for a byte in XML; NULL: itself. */
static const char *xml_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t': // as they are they would be read as blanks within an attribute
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return (unsigned char)c < 0x20 ? "\xEF\xBF\xBD" : NULL;
    }
}

static kt_status write_xml(const kt_sink *sink, const char *text, kt_error *err)
{
    const char *from = text;
    for (; *text; text++) {
        const char *instead = xml_of(*text);
        if (!instead)
            continue;
        KT_TRY(kt_sink_write(sink, from, (size_t)(text - from), err));
        KT_TRY(kt_sink_add(sink, instead, err));
        from = text + 1;
    }
    return kt_sink_write(sink, from, (size_t)(text - from), err);
}

static kt_status write_node(int64_t p, const kt_product_labels *labels, const kt_sink *sink,
                            kt_error *err)
{
    KT_TRY(kt_sink_add(sink, "    <node id=\"", err));
    KT_TRY(write_xml(sink, labels->code[p], err));
    KT_TRY(kt_sink_add(sink, "\">", err));
    if (labels->name) {
        KT_TRY(kt_sink_add(sink, "<data key=\"name\">", err));
        KT_TRY(write_xml(sink, labels->name[p], err));
        KT_TRY(kt_sink_add(sink, "</data>", err));
    }
    if (labels->pci && !isnan(labels->pci[p])) {
        KT_TRY(kt_sink_add(sink, "<data key=\"pci\">", err));
        KT_TRY(write_double(sink, labels->pci[p], err));
        KT_TRY(kt_sink_add(sink, "</data>", err));
    }
    return kt_sink_add(sink, "</node>\n", err);
}

static kt_status write_edge(const kt_product_link *link, const kt_product_labels *labels,
                            const kt_sink *sink, kt_error *err)
{
    KT_TRY(kt_sink_add(sink, "    <edge source=\"", err));
    KT_TRY(write_xml(sink, labels->code[link->a], err));
    KT_TRY(kt_sink_add(sink, "\" target=\"", err));
    KT_TRY(write_xml(sink, labels->code[link->b], err));
    KT_TRY(kt_sink_add(sink, "\"><data key=\"proximity\">", err));
    KT_TRY(write_double(sink, link->proximity, err));
    return kt_sink_format(sink, err, "</data><data key=\"kind\">%s</data></edge>\n",
                          kind_of(link));
}

static kt_status write_graph(const kt_product_links *links, const kt_product_labels *labels,
                             const unsigned char *has_link, const kt_sink *sink, kt_error *err)
{
    KT_TRY(kt_sink_add(
        sink,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        "  <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
        "  <key id=\"pci\" for=\"node\" attr.name=\"pci\" attr.type=\"double\"/>\n"
        "  <key id=\"proximity\" for=\"edge\" attr.name=\"proximity\" attr.type=\"double\"/>\n"
        "  <key id=\"kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n"
        "  <graph id=\"products\" edgedefault=\"undirected\">\n",
        err));
    for (int64_t p = 0; p < links->n_products; p++)
        if (has_link[p])
            KT_TRY(write_node(p, labels, sink, err));
    for (int64_t l = 0; l < links->n_links; l++)
        KT_TRY(write_edge(&links->link[l], labels, sink, err));
    return kt_sink_add(sink, "  </graph>\n</graphml>\n", err);
}

kt_status kt_product_links_write_graphml(const kt_product_links *links,
                                         const kt_product_labels *labels, const kt_sink *sink,
                                         kt_error *err)
{
    kt_status status = KT_OK;
    unsigned char *has_link = NULL;

    status = kt_new(&has_link, links->n_products, sizeof *has_link, err);
    if (status)
        goto done;
    for (int64_t l = 0; l < links->n_links; l++)
        has_link[links->link[l].a] = has_link[links->link[l].b] = 1;
    status = write_graph(links, labels, has_link, sink, err);
done:
    kt_free(has_link);
    return status;
}
