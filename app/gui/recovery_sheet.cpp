// SPDX-License-Identifier: MIT
#include "app/gui/recovery_sheet.h"

#include "app/gui/texts.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDate>
#include <QFont>
#include <QLocale>
#include <QPageLayout>
#include <QPdfWriter>
#include <QTextDocument>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Sheet
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::RecoverySheet)
};

QString row(const QString &name, const QString &value)
{
    return u"<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>"_s.arg(name.toHtmlEscaped(),
                                                                       value.toHtmlEscaped());
}

// So that it stands in one line: broken at a hyphen nobody knows whether that is a part of it.
int pointSizeOf(const QString &passphrase)
{
    constexpr int kPoints = 700; // what a line of the page takes, in characters times their size
    return std::clamp(kPoints / int(std::max<qsizetype>(1, passphrase.size())), 11, 18);
}

} // namespace

QString RecoverySheet::html() const
{
    QString html = u"<h1>%1</h1><p>%2</p><table cellpadding='6'>"_s.arg(
        Sheet::tr("Recovery sheet").toHtmlEscaped(),
        Sheet::tr("Keep this page away from the computer. Whoever has it can read the backup; "
                  "without it nobody can.")
            .toHtmlEscaped());
    html += row(Sheet::tr("Backup"), job.name);
    html += row(Sheet::tr("Computer"), computer);
    html +=
        row(Sheet::tr("Stored at"),
            job.drive
                ? Sheet::tr("%1, folder %2").arg(destinationText(job), job.drive->folder.display())
                : destinationText(job));
    html += row(Sheet::tr("Written on"), QLocale().toString(QDate::currentDate()));
    html += u"</table>"_s;
    html +=
        passphrase.isEmpty()
            ? u"<p>%1</p>"_s.arg(Sheet::tr("This backup is not locked.").toHtmlEscaped())
            : u"<h2>%1</h2><p style='font-size:%2pt;font-family:monospace;white-space:pre-wrap'>"
              "%3</p>"_s.arg(Sheet::tr("Passphrase").toHtmlEscaped())
                  .arg(pointSizeOf(passphrase))
                  .arg(passphrase.toHtmlEscaped());
    html += u"<h2>%1</h2><ol><li>%2</li><li>%3</li><li>%4</li></ol><p>%5</p>"_s.arg(
        Sheet::tr("How to get the files back").toHtmlEscaped(),
        Sheet::tr("Install Cairn on any computer and connect the place where the backup is stored.")
            .toHtmlEscaped(),
        Sheet::tr("Choose “Get files back from an existing backup”.").toHtmlEscaped(),
        Sheet::tr("Show Cairn the folder and type the passphrase.").toHtmlEscaped(),
        Sheet::tr("Duplicati 2 can read the backup too.").toHtmlEscaped());
    return html;
}

void RecoverySheet::paint(QPagedPaintDevice &device) const
{
    QTextDocument document;
    // Letters apart by nothing to be seen: only so are none joined. Who copies "ﬁ" out of the page
    // has a folder or a passphrase that is not theirs.
    QFont font = document.defaultFont();
    font.setLetterSpacing(QFont::AbsoluteSpacing, 1.0 / 64); // the least that there is
    document.setDefaultFont(font);
    document.setHtml(html());
    document.print(&device);
}

QByteArray RecoverySheet::pdf(const QPageLayout &page) const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageLayout(page);
    writer.setTitle(Sheet::tr("Recovery sheet of %1").arg(job.name));
    paint(writer);
    return buffer.data();
}

} // namespace cairn::gui
