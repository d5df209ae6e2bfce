// SPDX-License-Identifier: MIT
#include "app/gui/wizards/import_source_page.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QRadioButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

ImportSourcePage::ImportSourcePage(EngineProxy &engine, QWidget *parent)
    : QWizardPage(parent)
    , m_engine(engine)
    , m_choice(new QButtonGroup(this))
    , m_found(new QVBoxLayout)
    , m_other(new QRadioButton(tr("From a file that Duplicati exported"), this))
    , m_path(new QLineEdit(this))
    , m_password(secretEdit(u"import.password"_s, tr("Password"), this))
    , m_hint(textLabel({}, "body", this))
{
    setTitle(tr("Where are the backups of Duplicati set up?"));
    m_other->setObjectName(u"import.other"_s);
    m_other->setChecked(true);
    m_choice->addButton(m_other);
    m_path->setObjectName(u"import.path"_s);
    m_path->setAccessibleName(tr("Exported file"));
    m_path->setPlaceholderText(tr("Exported file"));
    m_hint->setObjectName(u"import.hint"_s);
    m_hint->setWordWrap(true);
    m_password->hide();
    auto *browseButton = button(tr("Choose…"), "", u"import.browse"_s, this);
    auto *row = new QHBoxLayout;
    row->addWidget(m_path, 1);
    row->addWidget(browseButton);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addLayout(m_found);
    column->addWidget(m_other);
    column->addLayout(row);
    column->addWidget(m_password);
    column->addWidget(m_hint);
    column->addStretch();
    connect(browseButton, &QPushButton::clicked, this, &ImportSourcePage::browse);
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        m_other->setChecked(true);
        change();
    });
    connect(m_password, &QLineEdit::textChanged, this, &ImportSourcePage::changed);
    connect(m_choice, &QButtonGroup::buttonClicked, this, &ImportSourcePage::change);
    connect(&m_engine, &EngineProxy::importsFound, this, &ImportSourcePage::showFound);
    m_search = m_engine.findImports();
}

void ImportSourcePage::showFound(RequestId id, const std::vector<FilePath> &files)
{
    if (id != m_search)
        return;
    if (files.empty()) {
        auto *none = textLabel(tr("This account has no Duplicati of its own. One that runs as a "
                                  "service of the computer keeps its settings where only an "
                                  "administrator can read them: export its backups there, and "
                                  "choose the file here."),
                               "small", this);
        none->setWordWrap(true);
        m_found->addWidget(none);
    }
    for (const FilePath &file : files) {
        const QString path = isolated(file.display());
        auto *choice = new QRadioButton(
            files.size() == 1 ? tr("From the Duplicati on this computer")
                              : tr("From the Duplicati on this computer: %1").arg(path),
            this);
        choice->setToolTip(path);
        choice->setObjectName(u"import.found"_s);
        choice->setProperty("file", QByteArray::fromStdString(file.bytes()));
        m_choice->addButton(choice);
        m_found->addWidget(choice);
        if (m_path->text().isEmpty() && &file == &files.front())
            choice->setChecked(true);
    }
    change();
}

void ImportSourcePage::browse()
{
    auto *dialog = new QFileDialog(this, tr("Exported file of Duplicati"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Exports and settings (*.json *.aes *.txt *.sqlite)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

void ImportSourcePage::change()
{
    m_password->clear();
    m_password->hide();
    m_hint->clear();
    Q_EMIT changed();
    Q_EMIT completeChanged();
}

FilePath ImportSourcePage::file() const
{
    const QAbstractButton *chosen = m_choice->checkedButton();
    if (chosen && chosen != m_other)
        return FilePath(chosen->property("file").toByteArray().toStdString());
    return FilePath::fromText(m_path->text().trimmed());
}

Secret ImportSourcePage::password() const
{
    return m_password->isHidden() ? Secret() : Secret(m_password->text().toStdString());
}

void ImportSourcePage::showProblem(const QString &text, bool wantsPassword)
{
    m_hint->setText(text);
    if (!wantsPassword)
        return;
    m_password->show();
    m_password->setFocus();
    m_password->selectAll();
}

} // namespace cairn::gui
