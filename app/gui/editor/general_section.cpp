// SPDX-License-Identifier: MIT
#include "app/gui/editor/general_section.h"

#include "app/gui/widgets/build.h"

#include <QFormLayout>
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
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(16);
    form->setHorizontalSpacing(16);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("Lock"), lock);
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
