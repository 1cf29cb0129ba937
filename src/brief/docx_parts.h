/* docx_parts.h: the parts of a Word file that are the same in every one. */
#ifndef KONTOR_BRIEF_DOCX_PARTS_H
#define KONTOR_BRIEF_DOCX_PARTS_H

#define KT_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define KT_W   "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define KT_R   "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

extern const char *const kt_docx_content_types,
    *const kt_docx_relations, *const kt_docx_numbering, *const kt_docx_footer,
                                                            *const kt_docx_settings;
/* With one %s, the language ("de-DE"). */
extern const char *const kt_docx_styles;

#endif
