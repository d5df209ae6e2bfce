// SPDX-License-Identifier: MIT
#include "app/gui/editor/advanced_section.h"

#include "app/gui/style/app_style.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/choice_delegate.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTableHeight = 240;
constexpr int kHelpLines = 5;

} // namespace

AdvancedSection::AdvancedSection(const JobConfig &job, bool hasVersions, QWidget *parent)
    : EditorSection(parent)
    , m_model(new OptionModel(job.options, hasVersions, this))
    , m_search(new QLineEdit(this))
    , m_table(new QTableView(this))
    , m_help(textLabel({}, "small", this))
    , m_reset(button(tr("Reset"), "", u"advanced.reset"_s, this))
{
    build();
    connect(m_search, &QLineEdit::textChanged, m_model, &OptionModel::setFilter);
    connect(m_model, &OptionModel::modelReset, this, &AdvancedSection::showHelp);
    connect(m_model, &OptionModel::optionsChanged, this, [this] {
        showHelp();
        Q_EMIT changed();
    });
    connect(m_model, &OptionModel::refused, this, [this](const QString &why) {
        m_help->setText(why);
        setTone(m_help, Tone::Fail);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &AdvancedSection::showHelp);
    connect(m_reset, &QPushButton::clicked, this,
            [this] { m_model->reset(m_table->currentIndex().row()); });
    showHelp();
}

void AdvancedSection::build()
{
    m_search->setObjectName(u"advanced.search"_s);
    m_search->setPlaceholderText(tr("Find an option"));
    m_search->setAccessibleName(tr("Find an option"));
    m_search->setClearButtonEnabled(true);
    m_table->setObjectName(u"advanced.options"_s);
    m_table->setAccessibleName(tr("Options"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(
        OptionModel::Value, new ChoiceDelegate(
                                [this](const QModelIndex &index) {
                                    const OptionSpec &spec = m_model->spec(index.row());
                                    ChoiceDelegate::Choices choices;
                                    for (const QString &value : optionChoices(spec))
                                        choices.emplace_back(value, choiceText(spec, value));
                                    return choices;
                                },
                                this));
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->setMinimumHeight(kTableHeight);
    m_table->horizontalHeader()->setSectionResizeMode(OptionModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(OptionModel::Value, 160);
    m_table->horizontalHeader()->resizeSection(OptionModel::Default, 120);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_help->setObjectName(u"advanced.help"_s);
    m_help->setWordWrap(true);
    // A label that grows with what is chosen would be squeezed below a table that keeps its height.
    m_help->setAlignment(Qt::AlignTop);
    m_help->setMinimumHeight(kHelpLines *
                             QFontMetrics(AppStyle::textFont(u"small"_s)).lineSpacing());
    auto *foot = new QHBoxLayout;
    foot->setSpacing(16);
    foot->addWidget(m_help, 1);
    foot->addWidget(m_reset, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
}

void AdvancedSection::showHelp()
{
    setStyleProperty(m_help, "tone", QString());
    const int row = m_table->currentIndex().row();
    m_reset->setEnabled(row >= 0 && m_model->isSet(row));
    if (row < 0) {
        m_help->setText(tr("Choose an option to see what it does. The usual values suit nearly "
                           "every backup."));
        return;
    }
    const OptionSpec &spec = m_model->spec(row);
    m_help->setText(
        tr("%1 Allowed: %2.", "help, values").arg(optionHelp(spec), optionValues(spec)));
}

void AdvancedSection::apply(JobConfig &job) const
{
    auto options = m_model->options();
    const auto isElsewhere = [](const auto &option) { return hasOwnSection(option.first); };
    std::erase_if(options, isElsewhere);
    for (const auto &option : job.options)
        if (isElsewhere(option))
            options.insert(option);
    job.options = std::move(options);
}

} // namespace cairn::gui
