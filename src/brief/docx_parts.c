/* docx_parts.c: content types, relations, styles, lists, footer. Styles carry the names that
 * Word knows, so that headings make a table of contents and can be restyled at once. */
#include "docx_parts.h"

#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

const char *const kt_docx_content_types = KT_XML
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Default Extension=\"png\" ContentType=\"image/png\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE "document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE "styles+xml\"/>"
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"" WORD_TYPE "numbering+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"" WORD_TYPE "settings+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const char *const kt_docx_relations =
    KT_XML "<Relationships xmlns=\"" RELATIONS "\">"
           "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" "
           "Target=\"word/document.xml\"/>"
           "<Relationship Id=\"rId2\" "
           "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
           "core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const char *const kt_docx_numbering = KT_XML
    "<w:numbering " KT_W "><w:abstractNum w:abstractNumId=\"0\">"
    "<w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
    "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\xE2\x80\x93\"/><w:lvlJc w:val=\"left\"/>"
    "<w:pPr><w:ind w:left=\"284\" w:hanging=\"284\"/></w:pPr></w:lvl></w:abstractNum>"
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

const char *const kt_docx_footer = KT_XML
    "<w:ftr " KT_W "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"right\"/></w:pPr>"
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
    "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> / </w:t>"
    "</w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
    "<w:r><w:instrText xml:space=\"preserve\"> NUMPAGES </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

const char *const kt_docx_settings =
    KT_XML "<w:settings " KT_W "><w:autoHyphenation/><w:compat><w:compatSetting "
           "w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" "
           "w:val=\"15\"/></w:compat></w:settings>";

/* Font, size in half points, colour. */
#define SANS    "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>"
#define SIZE(n) "<w:sz w:val=\"" n "\"/><w:szCs w:val=\"" n "\"/>"
#define GREY    "<w:color w:val=\"565656\"/>"
#define PARAGRAPH(id, name, based, rest)                                                       \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name                 \
    "\"/><w:basedOn w:val=\"" based "\"/><w:qFormat/>" rest "</w:style>"

const char *const kt_docx_styles = KT_XML
    "<w:styles " KT_W "><w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:cs=\"Times New Roman\"/>" SIZE(
        "21") "<w:lang w:val=\"%s\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
              "<w:spacing w:after=\"120\" w:line=\"276\" "
              "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
              "</w:docDefaults>"
              "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
              "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>" PARAGRAPH(
                  "Title", "Title", "Normal",
                  "<w:pPr><w:suppressAutoHyphens/><w:spacing w:after=\"100\" w:line=\"240\" "
                  "w:lineRule=\"auto\"/></w:pPr>"
                  "<w:rPr>" SANS "<w:b/>" SIZE(
                      "40") "</w:rPr>") PARAGRAPH("Subtitle", "Subtitle", "Normal",
                                                  "<w:pPr><w:spacing "
                                                  "w:after=\"240\"/></w:pPr><w:rPr>" SANS GREY
                                                      SIZE("18") "</w:rPr>")
                  PARAGRAPH("Heading1", "heading 1", "Normal",
                            "<w:pPr><w:keepNext/><w:suppressAutoHyphens/>"
                            "<w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl "
                            "w:val=\"0\"/></w:pPr>"
                            "<w:rPr>" SANS "<w:b/>" SIZE("26") "</w:rPr>")
                      PARAGRAPH("Caption", "caption", "Normal",
                                "<w:pPr><w:keepNext/><w:spacing w:before=\"200\" "
                                "w:after=\"60\"/></w:pPr><w:rPr>" SANS
                                "<w:b/>" SIZE("18") "</w:rPr>")
                          PARAGRAPH("ListBullet", "List Bullet", "Normal",
                                    "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId "
                                    "w:val=\"1\"/></w:numPr>"
                                    "<w:spacing w:after=\"60\"/><w:ind w:left=\"284\" "
                                    "w:hanging=\"284\"/></w:pPr>")
                              PARAGRAPH("Note", "Note", "Normal",
                                        "<w:pPr><w:spacing w:before=\"60\" w:after=\"60\" "
                                        "w:line=\"252\" "
                                        "w:lineRule=\"auto\"/></w:pPr><w:rPr>" SANS GREY SIZE(
                                            "17") "</w:rPr>")
                                  PARAGRAPH(
                                      "TableText", "Table Text", "Normal",
                                      "<w:pPr><w:suppressAutoHyphens/><w:spacing "
                                      "w:before=\"20\" w:after=\"20\" "
                                      "w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr>" SANS
                                          SIZE("16") "</w:rPr>")
                                      PARAGRAPH(
                                          "Footer", "footer", "Normal",
                                          "<w:rPr>" SANS GREY SIZE(
                                              "16") "</w:rPr>") "<w:style w:type=\"table\" "
                                                                "w:default=\"1\" "
                                                                "w:styleId=\"TableNormal\">"
                                                                "<w:name w:val=\"Normal "
                                                                "Table\"/><w:tblPr><w:tblInd "
                                                                "w:w=\"0\" "
                                                                "w:type=\"dxa\"/></w:tblPr>"
                                                                "</w:style></w:styles>";
