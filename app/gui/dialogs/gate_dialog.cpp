// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/gate_dialog.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QLineEdit>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

GateDialog::GateDialog(EngineProxy &engine, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_passphrase(secretEdit(u"gate.passphrase"_s, tr("Passphrase"), this))
    , m_answer(textLabel({}, "small", this))
    , m_open(button(tr("Go on"), "primary", u"gate.open"_s, this))
{
    setObjectName(u"gateDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Passphrase"));
    setMinimumWidth(440);
    build();
    connect(m_open, &QPushButton::clicked, this, [this] {
        m_left.clear();
        for (const JobView &view : m_engine.state().jobs)
            if (view.job.encrypted)
                m_left.push_back(view.job);
        m_open->setEnabled(false);
        ask();
    });
    connect(&m_engine, &EngineProxy::passphraseRead, this,
            [this](RequestId id, const Secret &passphrase, const QString &problem) {
                if (id == m_question)
                    heard(passphrase, problem);
            });
}

bool GateDialog::canAsk(const EngineProxy &engine)
{
    return std::ranges::any_of(engine.state().jobs,
                               [](const JobView &view) { return view.job.encrypted; });
}

void GateDialog::build()
{
    QLabel *title = textLabel(tr("Enter the passphrase of one of your backups"), "heading", this);
    title->setWordWrap(true);
    m_answer->setObjectName(u"gate.answer"_s);
    m_answer->setWordWrap(true);
    m_open->setDefault(true);
    m_open->setEnabled(false);
    m_open->setToolTip(tr("Type the passphrase first"));
    QPushButton *cancel = button(tr("Cancel"), "", u"gate.cancel"_s, this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_passphrase, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_open->setEnabled(!text.isEmpty());
        m_open->setToolTip({});
        m_answer->clear();
    });
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_open);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(m_passphrase);
    column->addWidget(m_answer);
    column->addStretch(1);
    column->addLayout(foot);
}

void GateDialog::ask()
{
    const JobConfig next = m_left.back();
    m_left.pop_back();
    m_question = m_engine.readPassphrase(next);
}

void GateDialog::heard(const Secret &passphrase, const QString &problem)
{
    const bool isIt = problem.isEmpty() && !passphrase.empty() &&
                      passphrase.reveal() == m_passphrase->text().toStdString();
    if (isIt)
        return accept();
    if (!m_left.empty())
        return ask();
    setStyleProperty(m_answer, "tone", toneName(Tone::Fail));
    m_answer->setText(problem.isEmpty() ? tr("That is the passphrase of none of your backups.")
                                        : problem);
    m_passphrase->setAccessibleDescription(m_answer->text());
    m_passphrase->selectAll();
    m_passphrase->setFocus();
    m_open->setEnabled(true);
}

} // namespace cairn::gui
