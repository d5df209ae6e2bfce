// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/help_window.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QResource>
#include <QTextBrowser>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// As a cell of a table in Markdown.
QString cell(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u'|', u"\\|"_s).replace(u'<', u"\\<"_s);
}

QString keyTable(const std::vector<KeyHelp> &keys, const QString &key, const QString &action)
{
    QString table = u"| "_s % key % u" | "_s % action % u" |\n|---|---|\n"_s;
    for (const KeyHelp &one : keys)
        table += u"| "_s % cell(one.key) % u" | "_s % cell(one.action) % u" |\n"_s;
    return table;
}

} // namespace

HelpWindow::HelpWindow(const std::vector<KeyHelp> &keys, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"help"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Help"));
    resize(720, 560);
    auto *text = new QTextBrowser(this);
    text->setObjectName(u"help.text"_s);
    text->setAccessibleName(tr("Help"));
    text->setOpenExternalLinks(true);
    const QString promises =
        QString::fromUtf8(QResource(u":/help/reliability.md"_s).uncompressedData());
    text->setMarkdown(u"# "_s % tr("Keys") % u"\n\n"_s % keyTable(keys, tr("Key"), tr("Action")) %
                      u'\n' % promises);
    QPushButton *close = button(tr("Close"), "", u"help.close"_s, this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(text, 1);
    column->addLayout(foot);
    text->setFocus();
}

} // namespace cairn::gui
