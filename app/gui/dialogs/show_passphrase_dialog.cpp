// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/show_passphrase_dialog.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>

namespace cairn::gui {

using namespace Qt::StringLiterals;

ShowPassphraseDialog::ShowPassphraseDialog(EngineProxy &engine, const JobConfig &job,
                                           QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_text(textLabel(tr("Whoever sees the passphrase can read the backup, here and wherever its "
                          "copies are. Make sure that nobody looks over your shoulder."),
                       "body", this))
    , m_passphrase(new QLineEdit(this))
    , m_copy(button(tr("Copy"), "", u"showPassphrase.copy"_s, this))
    , m_show(button(tr("Show it"), "primary", u"showPassphrase.show"_s, this))
{
    setObjectName(u"showPassphrase"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Passphrase of %1").arg(job.name));
    setMinimumWidth(480);
    build(job.name);
    connect(m_show, &QPushButton::clicked, this, [this, job] {
        m_show->setEnabled(false);
        m_text->setText(tr("Asking the key store for the passphrase…"));
        m_question = m_engine.readPassphrase(job);
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_passphrase->text()); });
    connect(&m_engine, &EngineProxy::passphraseRead, this,
            [this](RequestId id, const Secret &passphrase, const QString &problem) {
                if (id == m_question)
                    reveal(passphrase, problem);
            });
}

void ShowPassphraseDialog::build(const QString &name)
{
    m_text->setObjectName(u"showPassphrase.text"_s);
    m_text->setWordWrap(true);
    m_passphrase->setObjectName(u"showPassphrase.passphrase"_s);
    m_passphrase->setAccessibleName(tr("Passphrase"));
    m_passphrase->setReadOnly(true);
    m_passphrase->hide();
    m_copy->hide();
    QPushButton *close = button(tr("Close"), "", u"showPassphrase.close"_s, this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_show->setDefault(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_passphrase, 1);
    line->addWidget(m_copy);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(close);
    foot->addWidget(m_show);
    QLabel *title = textLabel(tr("Passphrase of “%1”").arg(name), "heading", this);
    title->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(m_text);
    column->addLayout(line);
    column->addStretch(1);
    column->addLayout(foot);
}

void ShowPassphraseDialog::reveal(const Secret &passphrase, const QString &problem)
{
    if (!problem.isEmpty() || passphrase.empty()) {
        m_text->setText(problem.isEmpty() ? tr("The passphrase is not kept on this computer. Look "
                                               "for the recovery sheet.")
                                          : problem);
        m_show->setEnabled(true);
        return;
    }
    m_text->setText(tr("Write it down, or save the recovery sheet anew."));
    m_passphrase->setText(QString::fromStdString(passphrase.reveal()));
    m_passphrase->setCursorPosition(0);
    m_passphrase->show();
    m_copy->show();
    m_show->hide();
    m_passphrase->setFocus();
    m_passphrase->selectAll();
}

} // namespace cairn::gui
