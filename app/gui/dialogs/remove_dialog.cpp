// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/remove_dialog.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QRadioButton>

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

RemoveDialog::RemoveDialog(const JobView &view, QWidget *parent)
    : QDialog(parent)
    , m_backup(view.job.name)
    , m_keep(new QRadioButton(tr("Keep what is stored"), this))
    , m_remove(new QRadioButton(tr("Remove what is stored too"), this))
    , m_ask(textLabel(tr("To confirm, type the name of the backup:"), "body", this))
    , m_name(new QLineEdit(this))
    , m_go(button(tr("Delete backup"), "danger", u"removeDialog.go"_s, this))
{
    setObjectName(u"removeDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Delete backup"));
    setMinimumWidth(520);
    build(view);
    for (QRadioButton *choice : {m_keep, m_remove})
        connect(choice, &QRadioButton::toggled, this, &RemoveDialog::changed);
    connect(m_name, &QLineEdit::textChanged, this, &RemoveDialog::changed);
    connect(m_go, &QPushButton::clicked, this, &QDialog::accept);
    m_keep->setChecked(true);
    changed();
}

void RemoveDialog::build(const JobView &view)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto *title = textLabel(tr("Delete the backup “%1”?").arg(m_backup), "title", this);
    title->setWordWrap(true);
    column->addWidget(title);
    const auto add = [&](QRadioButton *choice, const QString &name, const QString &meaning) {
        choice->setObjectName(name);
        choice->setAccessibleDescription(meaning);
        QLabel *text = textLabel(meaning, "small", this);
        text->setWordWrap(true);
        text->setIndent(28);
        auto *both = new QVBoxLayout;
        both->setSpacing(4);
        both->addWidget(choice);
        both->addWidget(text);
        column->addLayout(both);
    };
    add(m_keep, u"removeDialog.keep"_s,
        tr("Cairn forgets how to run it. Its versions stay at the destination and can be restored "
           "with the passphrase."));
    const int files = int(std::min<qint64>(view.stored.remoteFiles, INT_MAX));
    const int versions = int(std::min<qint64>(view.stored.versions, INT_MAX));
    add(m_remove, u"removeDialog.remove"_s,
        tr("Lost for good: %n version(s).", nullptr, versions) % u' ' %
            tr("%n file(s) at the destination, %1. Other files there stay.", nullptr, files)
                .arg(sizeText(view.stored.remoteBytes)));
    // Where nothing is stored there is nothing to choose.
    m_remove->setEnabled(view.stored.remoteFiles > 0);
    if (view.stored.remoteFiles == 0)
        m_remove->setToolTip(tr("Nothing is stored of this backup"));
    m_name->setObjectName(u"removeDialog.name"_s);
    m_ask->setBuddy(m_name);
    m_ask->setIndent(28);
    auto *nameRow = new QHBoxLayout;
    nameRow->addSpacing(28);
    nameRow->addWidget(m_name);
    column->addWidget(m_ask);
    column->addLayout(nameRow);
    column->addStretch();
    auto *cancel = button(tr("Cancel"), "", u"removeDialog.cancel"_s, this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    cancel->setDefault(true);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_go);
    foot->addStretch();
    foot->addWidget(cancel);
    column->addSpacing(12);
    column->addLayout(foot);
    m_go->setAutoDefault(false);
}

// Texts that wrap are as high as the width makes them, which a dialog does not know by itself; and
// their fonts are known when they are shown.
void RemoveDialog::fit()
{
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void RemoveDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fit();
}

bool RemoveDialog::withStored() const
{
    return m_remove->isChecked();
}

void RemoveDialog::changed()
{
    m_ask->setVisible(withStored());
    m_name->setVisible(withStored());
    m_go->setText(withStored() ? tr("Delete backup and versions") : tr("Delete backup"));
    m_go->setEnabled(!withStored() || m_name->text().trimmed() == m_backup.trimmed());
    m_go->setToolTip(m_go->isEnabled() ? QString() : tr("Type the name of the backup first"));
    if (withStored() && m_name->text().isEmpty())
        m_name->setFocus();
    if (isVisible())
        fit();
}

} // namespace cairn::gui
