// SPDX-License-Identifier: MIT
#include "app/gui/editor/general_section.h"

#include "app/gui/widgets/build.h"

#include <QGridLayout>
#include <QLineEdit>

namespace cairn::gui {

using namespace Qt::StringLiterals;

GeneralSection::GeneralSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_engine(engine)
    , m_job(job.id)
    , m_name(new QLineEdit(job.name, this))
{
    m_name->setObjectName(u"editor.name"_s);
    QLabel *lock =
        textLabel(job.encrypted ? tr("Locked with a passphrase, which belongs to it for life.")
                                : tr("Not locked: whoever has the copies can read them."),
                  "body", this);
    lock->setWordWrap(true);
    auto *nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setBuddy(m_name);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(16);
    grid->setHorizontalSpacing(16);
    grid->addWidget(nameLabel, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(textLabel(tr("Lock"), "body", this), 1, 0, Qt::AlignTop);
    grid->addWidget(lock, 1, 1);
    grid->setRowStretch(2, 1);
    connect(m_name, &QLineEdit::textChanged, this, &EditorSection::changed);
}

void GeneralSection::apply(JobConfig &job) const
{
    job.name = m_name->text().trimmed();
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
