// SPDX-License-Identifier: MIT
#include "app/gui/editor/general_section.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/tag_look.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>

namespace cairn::gui {

using namespace Qt::StringLiterals;

GeneralSection::GeneralSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_engine(engine)
    , m_job(job.id)
    , m_name(new QLineEdit(job.name, this))
    , m_group(new QComboBox(this))
    , m_tag(new QComboBox(this))
{
    m_name->setObjectName(u"editor.name"_s);
    QLabel *lock =
        textLabel(job.encrypted ? tr("Locked with a passphrase, which belongs to it for life.")
                                : tr("Not locked: whoever has the copies can read them."),
                  "body", this);
    lock->setWordWrap(true);
    fillGroups(job.group);
    fillTags(job.tag);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(16);
    grid->setHorizontalSpacing(16);
    const auto add = [&](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setBuddy(field);
        grid->addWidget(label, grid->rowCount(), 0);
        grid->addWidget(field, grid->rowCount() - 1, 1);
    };
    add(tr("&Name"), m_name);
    add(tr("&Group"), m_group);
    add(tr("Colour &tag"), m_tag);
    grid->addWidget(textLabel(tr("Lock"), "body", this), grid->rowCount(), 0, Qt::AlignTop);
    grid->addWidget(lock, grid->rowCount() - 1, 1);
    grid->setRowStretch(grid->rowCount(), 1);
    connect(m_name, &QLineEdit::textChanged, this, &EditorSection::changed);
    connect(m_group, &QComboBox::editTextChanged, this, &EditorSection::changed);
    connect(m_tag, &QComboBox::currentIndexChanged, this, &EditorSection::changed);
}

// Those there are; another is typed.
void GeneralSection::fillGroups(const QString &group)
{
    QStringList groups;
    for (const JobView &view : m_engine.state().jobs)
        if (!view.job.group.isEmpty() && !groups.contains(view.job.group, Qt::CaseInsensitive))
            groups << view.job.group;
    groups.sort(Qt::CaseInsensitive);
    m_group->setObjectName(u"editor.group"_s);
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->addItems(groups);
    m_group->setEditText(group);
    m_group->setAccessibleName(tr("Group"));
    m_group->lineEdit()->setAccessibleName(m_group->accessibleName());
    m_group->lineEdit()->setPlaceholderText(tr("None", "group"));
}

void GeneralSection::fillTags(JobTag tag)
{
    m_tag->setObjectName(u"editor.tag"_s);
    for (std::size_t i = 0; i < kJobTagNames.size(); ++i)
        m_tag->addItem(tagSwatch(JobTag(i)), tagName(JobTag(i)));
    m_tag->setCurrentIndex(int(tag));
}

void GeneralSection::apply(JobConfig &job) const
{
    job.name = m_name->text().trimmed();
    job.group = m_group->currentText().simplified();
    job.tag = JobTag(m_tag->currentIndex());
}

QString GeneralSection::problem() const
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return tr("The backup needs a name.");
    for (const JobView &view : m_engine.state().jobs)
        if (view.job.id != m_job && view.job.name.toCaseFolded() == name.toCaseFolded())
            return tr("There is already a backup called “%1”.").arg(view.job.name);
    return {};
}

} // namespace cairn::gui
