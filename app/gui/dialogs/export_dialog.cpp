// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/export_dialog.h"

#include "app/gui/texts.h"
#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 520; // at least

} // namespace

ExportDialog::ExportDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_job(job)
    , m_seal(new QCheckBox(tr("Encrypt the file with a password"), this))
    , m_password(secretEdit(u"export.password"_s, tr("Password of the file"), this))
    , m_again(secretEdit(u"export.again"_s, tr("The same again"), this))
    , m_withSecrets(new QCheckBox(tr("With the passphrase and all passwords of the backup"), this))
    , m_answer(textLabel({}, "small", this))
    , m_close(button(tr("Cancel"), "", u"export.close"_s, this))
    , m_go(button(tr("Export…"), "primary", u"export.go"_s, this))
{
    setObjectName(u"exportDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export settings"));
    build();
    connect(m_seal, &QCheckBox::toggled, this, &ExportDialog::judge);
    for (QLineEdit *edit : {m_password, m_again})
        connect(edit, &QLineEdit::textChanged, this, &ExportDialog::judge);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(&m_engine, &EngineProxy::exported, this,
            [this](RequestId id, const QString &problem, const QStringList &remarks) {
                if (id == m_asked)
                    written(problem, remarks);
            });
    judge();
    const int wide = std::max(kWidth, layout()->totalMinimumSize().width());
    resize(wide, layout()->totalHeightForWidth(wide));
}

void ExportDialog::build()
{
    QLabel *title = textLabel(tr("Export the settings of “%1”").arg(m_job.name), "heading", this);
    QLabel *help = textLabel(tr("A file that this program on another computer takes, and "
                                "Duplicati too. Nothing that is stored is in it."),
                             "body", this);
    for (QLabel *label : {title, help, m_answer})
        label->setWordWrap(true);
    m_seal->setObjectName(u"export.seal"_s);
    m_seal->setChecked(true);
    m_withSecrets->setObjectName(u"export.withSecrets"_s);
    m_answer->setObjectName(u"export.answer"_s);
    m_go->setDefault(true);
    auto *passwords = new QHBoxLayout;
    passwords->setContentsMargins(26, 0, 0, 0);
    passwords->setSpacing(8);
    for (QLineEdit *edit : {m_password, m_again}) {
        edit->setPlaceholderText(edit->accessibleName());
        passwords->addWidget(edit);
    }
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addStretch(1);
    foot->addWidget(m_close);
    foot->addWidget(m_go);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(help);
    column->addWidget(m_seal);
    column->addLayout(passwords);
    column->addWidget(m_withSecrets);
    column->addWidget(m_answer);
    column->addStretch(1);
    column->addLayout(foot);
}

// Secrets never lie in a file that anybody can read.
void ExportDialog::judge()
{
    const bool isSealed = m_seal->isChecked();
    m_password->setEnabled(isSealed);
    m_again->setEnabled(isSealed);
    m_withSecrets->setEnabled(isSealed);
    if (!isSealed)
        m_withSecrets->setChecked(false);
    m_withSecrets->setToolTip(isSealed ? QString() : tr("Only in an encrypted file"));
    const bool isTyped = !m_password->text().isEmpty();
    const bool isSame = m_password->text() == m_again->text();
    m_go->setEnabled(m_asked == 0 && (!isSealed || (isTyped && isSame)));
    m_go->setToolTip(m_go->isEnabled() ? QString() : tr("Type the same password twice first"));
    setStyleProperty(m_answer, "tone", u"muted"_s);
    m_answer->setText(isSealed && !isSame && !m_again->text().isEmpty()
                          ? tr("The two are not the same yet.")
                          : QString());
}

void ExportDialog::chooseFile()
{
    const QString suffix = m_seal->isChecked() ? u"json.aes"_s : u"json"_s;
    auto *dialog = new QFileDialog(this, windowTitle(), QDir::homePath());
    dialog->setObjectName(u"export.file"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    QString name = m_job.name;
    dialog->selectFile(name.replace(u'/', u'-') % u'.' % suffix);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::write);
    dialog->open();
}

void ExportDialog::write(const QString &path)
{
    m_path = path;
    m_asked = m_engine.exportJob(m_job, FilePath::fromText(path), m_withSecrets->isChecked(),
                                 m_seal->isChecked() ? Secret(m_password->text().toStdString())
                                                     : Secret());
    judge();
    m_answer->setText(tr("Writing…"));
}

void ExportDialog::written(const QString &problem, const QStringList &remarks)
{
    m_asked = 0;
    judge();
    const bool isWritten = problem.isEmpty();
    setStyleProperty(m_answer, "tone", isWritten ? u"muted"_s : u"fail"_s);
    m_answer->setText(!isWritten ? problem
                      : remarks.isEmpty()
                          ? tr("Written to %1.").arg(isolated(m_path))
                          : tr("Written to %1. Duplicati does not do all of it as Cairn does: its "
                               "schedule, or finding its drive.")
                                .arg(isolated(m_path)));
    m_answer->setAccessibleName(m_answer->text());
    if (isWritten)
        m_close->setText(tr("Close"));
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

} // namespace cairn::gui
