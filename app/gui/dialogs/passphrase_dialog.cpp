// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/passphrase_dialog.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QLineEdit>

namespace cairn::gui {

using namespace Qt::StringLiterals;

PassphraseDialog::PassphraseDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_job(job.id)
    , m_passphrase(secretEdit(u"passphraseDialog.passphrase"_s, tr("Passphrase"), this))
    , m_answer(textLabel({}, "small", this))
    , m_use(button(tr("Use this passphrase"), "primary", u"passphraseDialog.use"_s, this))
{
    setObjectName(u"passphraseDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Passphrase of %1").arg(job.name));
    setMinimumWidth(480);
    auto *title = textLabel(tr("Enter the passphrase of “%1”").arg(job.name), "heading", this);
    title->setWordWrap(true);
    auto *help = textLabel(tr("It is tried on the newest version and kept on this computer. It "
                              "stands on the recovery sheet."),
                           "body", this);
    help->setWordWrap(true);
    m_answer->setWordWrap(true);
    m_answer->setObjectName(u"passphraseDialog.answer"_s);
    m_use->setDefault(true);
    m_use->setEnabled(false);
    m_use->setToolTip(tr("Type the passphrase first"));
    auto *cancel = button(tr("Cancel"), "", u"passphraseDialog.cancel"_s, this);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(help);
    column->addWidget(m_passphrase);
    column->addWidget(m_answer);
    column->addStretch(1);
    column->addLayout(foot);
    connect(m_passphrase, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_use->setEnabled(!text.isEmpty());
        m_use->setToolTip({});
        m_answer->clear();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, &PassphraseDialog::tryIt);
    connect(&m_engine, &EngineProxy::passphraseTried, this,
            [this](const QString &tried, const QString &problem) {
                if (tried.toStdString() == m_job)
                    this->tried(problem);
            });
}

void PassphraseDialog::tryIt()
{
    m_use->setEnabled(false);
    setStyleProperty(m_answer, "tone", u"muted"_s);
    m_answer->setText(tr("Trying it…"));
    m_engine.tryPassphrase(m_job, Secret(m_passphrase->text().toStdString()));
}

void PassphraseDialog::tried(const QString &problem)
{
    if (problem.isEmpty())
        return accept();
    setStyleProperty(m_answer, "tone", u"fail"_s);
    m_answer->setText(problem);
    m_passphrase->setAccessibleDescription(problem);
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    m_use->setEnabled(true);
    m_passphrase->setFocus();
    m_passphrase->selectAll();
}

} // namespace cairn::gui
