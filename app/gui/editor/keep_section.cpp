// SPDX-License-Identifier: MIT
#include "app/gui/editor/keep_section.h"

#include "app/gui/editor/keep_rows.h"
#include "app/gui/editor/keep_span_edit.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/keep_preview.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 200;
enum Values { NoValue, CountValue, SpanValue, RowsValue };

int valuesOf(KeepPreset preset)
{
    switch (preset) {
    case KeepPreset::Count:
        return CountValue;
    case KeepPreset::Time:
        return SpanValue;
    case KeepPreset::Custom:
        return RowsValue;
    default:
        return NoValue;
    }
}

} // namespace

KeepSection::KeepSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_engine(engine)
    , m_job(job)
    , m_preset(new QComboBox(this))
    , m_values(new QStackedWidget(this))
    , m_count(new QSpinBox(this))
    , m_span(new KeepSpanEdit({}, this))
    , m_rows(new KeepRows(this))
    , m_sentence(textLabel({}, "body", this))
    , m_result(textLabel({}, "heading", this))
    , m_preview(new KeepPreview(this))
{
    build();
    show(job.keep);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kTypingMs);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        JobConfig asked = m_job;
        asked.keep = keep();
        m_question = m_engine.askKeepPreview(asked);
    });
    connect(&m_engine, &EngineProxy::keepPreviewReady, this,
            [this](RequestId id, const KeepAnswer &answer) {
                if (id == m_question)
                    showPreview(answer);
            });
    connect(m_preset, &QComboBox::currentIndexChanged, this, &KeepSection::choose);
    connect(m_count, &QSpinBox::valueChanged, this, &KeepSection::edited);
    connect(m_span, &KeepSpanEdit::changed, this, &KeepSection::edited);
    connect(m_rows, &KeepRows::changed, this, &KeepSection::edited);
    edited();
}

void KeepSection::buildChoices()
{
    const auto add = [this](KeepPreset preset, const QString &text) {
        m_preset->addItem(text, int(preset));
    };
    add(KeepPreset::Smart, tr("Smart: daily, then weekly, then monthly"));
    if (m_job.keep == smartOfDuplicati())
        add(KeepPreset::SmartDuplicati, tr("Smart (Duplicati)"));
    add(KeepPreset::Everything, tr("Everything"));
    add(KeepPreset::Count, tr("Last N versions"));
    add(KeepPreset::Time, tr("Everything newer than…"));
    add(KeepPreset::Custom, tr("Custom"));
    if (presetOf(m_job.keep) == KeepPreset::AsItIs)
        add(KeepPreset::AsItIs, tr("As it is now"));
}

void KeepSection::build()
{
    buildChoices();
    m_preset->setObjectName(u"keep.preset"_s);
    m_count->setObjectName(u"keep.count"_s);
    m_count->setAccessibleName(tr("How many versions to keep"));
    m_count->setRange(1, 9999);
    m_count->setValue(10);
    m_span->setNames(u"keep.time"_s, tr("How long to keep versions"));
    m_span->setSpan(KeepSpan{6, 'M'});
    m_rows->setRows(keepRowsOf(Keep::smart().value).value_or(std::vector<KeepRow>()));
    m_values->addWidget(new QWidget(this));
    for (QWidget *value : std::initializer_list<QWidget *>{m_count, m_span, m_rows}) {
        auto *holder = new QWidget(this);
        auto *row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(value, value == m_rows ? 1 : 0, Qt::AlignTop);
        if (value != m_rows)
            row->addStretch();
        m_values->addWidget(holder);
    }
    m_sentence->setObjectName(u"keep.sentence"_s);
    m_sentence->setWordWrap(true);
    m_result->setObjectName(u"keep.result"_s);
    m_result->setWordWrap(true);
    m_preview->setObjectName(u"keep.preview"_s);
    auto *label = new QLabel(tr("&Rule"), this);
    label->setBuddy(m_preset);
    auto *choice = new QHBoxLayout;
    choice->setSpacing(16);
    choice->addWidget(label);
    choice->addWidget(m_preset);
    choice->addStretch();
    QLabel *note = textLabel(tr("A rule is applied after each run. A filled dot is a version that "
                                "stays, a hollow one would be removed."),
                             "small", this);
    note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addLayout(choice);
    column->addWidget(m_values);
    column->addWidget(m_sentence);
    column->addSpacing(8);
    column->addWidget(m_result);
    column->addWidget(m_preview);
    column->addWidget(note);
    column->addStretch();
}

void KeepSection::show(const Keep &keep)
{
    const KeepPreset preset = presetOf(keep);
    m_preset->setCurrentIndex(m_preset->findData(int(preset)));
    if (preset == KeepPreset::Count)
        m_count->setValue(QString::fromStdString(keep.value).toInt());
    else if (preset == KeepPreset::Time)
        m_span->setSpan(keepSpanOf(keep.value));
    else if (const auto rows = keepRowsOf(keep.value); rows && keep.kind == Keep::Kind::Policy)
        m_rows->setRows(*rows);
    choose();
}

// Only what belongs to the choice takes room.
void KeepSection::choose()
{
    const int shown = valuesOf(preset());
    for (int i = 0; i < m_values->count(); ++i)
        m_values->widget(i)->setSizePolicy(
            QSizePolicy::Preferred, i == shown ? QSizePolicy::Maximum : QSizePolicy::Ignored);
    m_values->setCurrentIndex(shown);
    m_values->setVisible(shown != NoValue);
    edited();
}

KeepPreset KeepSection::preset() const
{
    return KeepPreset(m_preset->currentData().toInt());
}

Keep KeepSection::keep() const
{
    switch (preset()) {
    case KeepPreset::Smart:
        return Keep::smart();
    case KeepPreset::SmartDuplicati:
        return smartOfDuplicati();
    case KeepPreset::Everything:
        return {};
    case KeepPreset::Count:
        return {Keep::Kind::Count, std::to_string(m_count->value())};
    case KeepPreset::Time:
        return {Keep::Kind::Time, toOption(m_span->span().value_or(KeepSpan()))};
    case KeepPreset::Custom:
        return {Keep::Kind::Policy, toOption(m_rows->rows())};
    case KeepPreset::AsItIs:
        break;
    }
    return m_job.keep;
}

void KeepSection::edited()
{
    const QString wrong = problem();
    m_sentence->setText(wrong.isEmpty() ? keepSentence(keep()) : wrong);
    setStyleProperty(m_sentence, "tone", wrong.isEmpty() ? QString() : toneName(Tone::Fail));
    m_question = 0;
    if (wrong.isEmpty()) {
        if (isVisible())
            m_wait.start();
    } else {
        m_wait.stop();
        m_result->clear();
        m_preview->setVersions({});
    }
    Q_EMIT changed();
}

void KeepSection::showEvent(QShowEvent *event)
{
    EditorSection::showEvent(event);
    if (m_question == 0 && problem().isEmpty())
        m_wait.start();
}

void KeepSection::showPreview(const KeepAnswer &answer)
{
    const QString text = keepPreviewText(answer);
    m_result->setText(text);
    m_preview->setVersions(answer.versions);
    m_preview->setAccessibleName(text);
}

void KeepSection::apply(JobConfig &job) const
{
    job.keep = keep();
}

QString KeepSection::problem() const
{
    if (preset() != KeepPreset::Custom)
        return {};
    for (const KeepRow &row : m_rows->rows())
        if (row.age && row.every) {
            const auto checked = checkOptionValue(*findOption("retention-policy"),
                                                  toOption(std::vector<KeepRow>{row}));
            if (!checked)
                return tr("%1: the age must be longer than the distance between versions.")
                    .arg(tr("%1, one for each %2").arg(spanText(*row.age), spanText(*row.every)));
        }
    return {};
}

} // namespace cairn::gui
