// SPDX-License-Identifier: MIT
// gui_gallery OUTDIR [SCALE]: writes a picture of every control in every theme into OUTDIR.
#include "app/gui/style/app_style.h"
#include "app/gui/style/icon_set.h"
#include "app/gui/widgets/day_strip.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/link_card.h"
#include "app/gui/widgets/progress_strip.h"
#include "app/gui/widgets/timeline_scrubber.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QStyleFactory>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <cstdio>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

QLabel *label(const QString &text, const char *role = nullptr, const char *tone = nullptr)
{
    auto *result = new QLabel(text);
    if (role)
        result->setProperty("textRole", QString::fromLatin1(role));
    if (tone)
        result->setProperty("tone", QString::fromLatin1(tone));
    return result;
}

QPushButton *button(const QString &text, const char *role = nullptr)
{
    auto *result = new QPushButton(text);
    if (role)
        result->setProperty("role", QString::fromLatin1(role));
    return result;
}

QLayout *buttons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *primary = button(u"Restore 2 files"_s, "primary");
    primary->setIcon(IconSet::icon(Icon::Restore));
    row->addWidget(primary);
    auto *normal = button(u"Back up now"_s);
    normal->setIcon(IconSet::icon(Icon::BackUp));
    row->addWidget(normal);
    row->addWidget(button(u"Details"_s, "quiet"));
    row->addWidget(button(u"Delete 14 versions"_s, "danger"));
    auto *off = button(u"Cannot be done"_s);
    off->setEnabled(false);
    row->addWidget(off);
    auto *offPrimary = button(u"Next"_s, "primary");
    offPrimary->setEnabled(false);
    row->addWidget(offPrimary);
    auto *more = new QToolButton;
    more->setIcon(IconSet::icon(Icon::More));
    more->setAutoRaise(true);
    row->addWidget(more);
    auto *stop = new QToolButton;
    stop->setText(u"Stop"_s);
    stop->setIcon(IconSet::icon(Icon::Stop));
    stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    stop->setPopupMode(QToolButton::MenuButtonPopup);
    stop->setMenu(new QMenu(stop));
    row->addWidget(stop);
    row->addStretch();
    return row;
}

QLayout *fields()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *search = new QLineEdit;
    search->setPlaceholderText(u"Find a file in any backup"_s);
    search->setClearButtonEnabled(true);
    search->addAction(IconSet::icon(Icon::Search, IconTone::Muted), QLineEdit::LeadingPosition);
    row->addWidget(search);
    auto *wrong = new QLineEdit(u"nas.local:22x"_s);
    wrong->setProperty("invalid", true);
    row->addWidget(wrong);
    auto *combo = new QComboBox;
    combo->addItems({u"Documents"_s, u"Photos"_s});
    row->addWidget(combo);
    auto *edit = new QComboBox;
    edit->setEditable(true);
    edit->addItem(u"Editable"_s);
    row->addWidget(edit);
    auto *spin = new QSpinBox;
    spin->setValue(30);
    spin->setSuffix(u" days"_s);
    row->addWidget(spin);
    auto *off = new QLineEdit(u"Disabled"_s);
    off->setEnabled(false);
    row->addWidget(off);
    auto *offCombo = new QComboBox;
    offCombo->addItem(u"Disabled"_s);
    offCombo->setEnabled(false);
    row->addWidget(offCombo);
    return row;
}

QLayout *choices()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    const auto add = [row](QAbstractButton *box, bool set, bool enabled = true) {
        box->setCheckable(true);
        box->setAutoExclusive(false);
        box->setChecked(set);
        box->setEnabled(enabled);
        row->addWidget(box);
    };
    add(new QCheckBox(u"Show deleted files"_s), true);
    add(new QCheckBox(u"Not set"_s), false);
    auto *third = new QCheckBox(u"Some"_s);
    third->setTristate(true);
    third->setCheckState(Qt::PartiallyChecked);
    row->addWidget(third);
    add(new QCheckBox(u"Off"_s), true, false);
    add(new QRadioButton(u"Every day"_s), true);
    add(new QRadioButton(u"By hand"_s), false);
    add(new QRadioButton(u"Off"_s), false, false);
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setValue(40);
    row->addWidget(slider);
    return row;
}

QWidget *controls()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(label(u"Protect your files"_s, "display"));
    column->addWidget(label(u"Where should the copies go?"_s, "title"));
    column->addWidget(label(u"Documents"_s, "heading"));
    column->addWidget(label(u"42 versions since 3 March · 81 GB stored for 214 GB"_s, "small"));
    column->addLayout(buttons());
    column->addLayout(fields());
    column->addLayout(choices());
    auto *bar = new QProgressBar;
    bar->setValue(38);
    column->addWidget(bar);
    auto *busy = new QProgressBar;
    busy->setRange(0, 0);
    column->addWidget(busy);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    auto *group = new QGroupBox(u"When it runs"_s);
    auto *inner = new QVBoxLayout(group);
    inner->addWidget(new QCheckBox(u"Only on mains power"_s));
    inner->addWidget(new QCheckBox(u"Not on a metered network"_s));
    row->addWidget(group);
    auto *text = new QPlainTextEdit(u"# Plan\n- order parts\n- call the printer"_s);
    text->setMaximumHeight(110);
    row->addWidget(text);
    column->addLayout(row);
    column->addWidget(new LinkCard(u"Restore from a backup"_s,
                                   u"This computer is new, the copies are elsewhere."_s,
                                   Icon::Restore, u"link"_s, page));
    column->addStretch();
    return page;
}

QWidget *cards()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    const struct
    {
        const char *tone, *title, *body;
        Icon icon;
        IconTone iconTone;
    } banners[] = {
        {"ok", "Your files are safe", "Newest copy 12 minutes ago. Last test restore 3 days ago.",
         Icon::ShieldOk, IconTone::Ok},
        {"run", "Saving your files", "Documents, 38 %. Everything else is up to date.",
         Icon::ShieldRun, IconTone::Run},
        {"wait", "Waiting for a drive", "Photos starts when “Blue disk” is connected.", Icon::Clock,
         IconTone::Wait},
        {"warn", "One backup needs you", "Photos has not run for 9 days.", Icon::Warning,
         IconTone::Warn},
        {"fail", "Documents was not saved", "The passphrase of the server has changed.",
         Icon::Error, IconTone::Fail},
    };
    for (const auto &it : banners) {
        auto *banner = new QFrame;
        banner->setProperty("banner", true);
        banner->setProperty("tone", QString::fromLatin1(it.tone));
        auto *row = new QHBoxLayout(banner);
        row->setContentsMargins(20, 16, 20, 16);
        row->setSpacing(16);
        auto *sign = new QLabel;
        sign->setPixmap(
            IconSet::icon(it.icon, it.iconTone).pixmap(QSize(40, 40), page->devicePixelRatio()));
        row->addWidget(sign);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(4);
        texts->addWidget(label(QString::fromUtf8(it.title), "title"));
        texts->addWidget(label(QString::fromUtf8(it.body)));
        row->addLayout(texts, 1);
        row->addWidget(button(u"Fix…"_s, "primary"));
        column->addWidget(banner);
    }
    auto *card = new QFrame;
    card->setProperty("card", true);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(20, 16, 20, 16);
    inside->setSpacing(4);
    inside->addWidget(label(u"Documents"_s, "heading"));
    inside->addWidget(
        label(u"Saving 38 % · 4.1 GB of 10.8 GB · about 3 minutes left"_s, nullptr, "run"));
    auto *bar = new QProgressBar;
    bar->setValue(38);
    inside->addWidget(bar);
    inside->addWidget(label(u"Projects/plan/section-07.dwg"_s, "small"));
    column->addWidget(card);
    column->addStretch();
    return page;
}

QWidget *items()
{
    auto *page = new QWidget;
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(24, 24, 24, 24);
    row->setSpacing(16);
    auto *tree = new QTreeWidget;
    tree->setHeaderLabels({u"Name"_s, u"Size"_s});
    tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    auto *home = new QTreeWidgetItem(tree, {u"Home"_s, u"4 GB"_s});
    home->setIcon(0, IconSet::icon(Icon::Folder, IconTone::Accent));
    const QStringList names{u"budget.ods"_s, u"contract.pdf"_s, u"notes.md"_s, u"old-plan.odt"_s};
    for (const QString &name : names) {
        auto *item = new QTreeWidgetItem(home, {name, u"184 kB"_s});
        item->setIcon(0, IconSet::icon(Icon::File, IconTone::Muted));
        item->setCheckState(0, name.startsWith(u'n') ? Qt::Checked : Qt::Unchecked);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setSelected(name.startsWith(u'c'));
    }
    home->setExpanded(true);
    tree->header()->resizeSection(0, 220);
    row->addWidget(tree);
    auto *tabs = new QTabWidget;
    auto *table = new QTableWidget(20, 3);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setHorizontalHeaderLabels({u"When"_s, u"Backup"_s, u"Result"_s});
    table->setSortingEnabled(true);
    table->horizontalHeader()->setStretchLastSection(true);
    for (int line = 0; line < 20; ++line) {
        table->setItem(line, 0, new QTableWidgetItem(u"today 12:%1"_s.arg(59 - line)));
        table->setItem(line, 1, new QTableWidgetItem(u"Documents"_s));
        auto *done = new QTableWidgetItem(u"complete"_s);
        done->setIcon(IconSet::icon(Icon::ShieldOk, IconTone::Ok));
        table->setItem(line, 2, done);
    }
    table->selectRow(2);
    tabs->addTab(table, u"History"_s);
    tabs->addTab(new QWidget, u"Queue"_s);
    tabs->addTab(new QWidget, u"Problems"_s);
    row->addWidget(tabs);
    return page;
}

QWidget *icons()
{
    auto *page = new QLabel;
    const int count = int(Icon::Down) + 1;
    constexpr int kColumns = 12;
    QPixmap sheet(QSize(kColumns * 64, ((count + 11) / 12) * 88 + 220) * page->devicePixelRatio());
    sheet.setDevicePixelRatio(page->devicePixelRatio());
    sheet.fill(AppStyle::themeOf(page).window);
    QPainter painter(&sheet);
    for (int i = 0; i < count; ++i) {
        const Icon name = static_cast<Icon>(i);
        IconTone tone = IconTone::Text;
        if (name == Icon::Warning)
            tone = IconTone::Warn;
        if (name == Icon::Error)
            tone = IconTone::Fail;
        if (name == Icon::ShieldOk)
            tone = IconTone::Ok;
        const int x = i % kColumns * 64;
        const int y = i / kColumns * 88;
        IconSet::icon(name, tone).paint(&painter, x + 12, y + 8, 40, 40);
        IconSet::icon(name, tone).paint(&painter, x + 8, y + 56, 20, 20);
        IconSet::icon(name, tone).paint(&painter, x + 36, y + 58, 16, 16);
    }
    int y = ((count + 11) / 12) * 88;
    IconSet::mark().paint(&painter, 8, y, 64, 64);
    IconSet::mark().paint(&painter, 80, y + 16, 32, 32);
    int x = 136;
    const auto tray = [&](TrayState state, int percent) {
        for (const int side : {44, 22, 16}) {
            painter.drawPixmap(x, y + 10,
                               IconSet::tray(state, percent).pixmap(QSize(side, side), 1.0));
            x += side + 8;
        }
        x += 16;
    };
    for (const TrayState state : {TrayState::Fine, TrayState::Running, TrayState::Paused})
        tray(state, 40);
    x = 136;
    y += 80;
    for (const TrayState state : {TrayState::Waiting, TrayState::Attention, TrayState::Failed})
        tray(state, 40);
    painter.end();
    page->setPixmap(sheet);
    return page;
}

QWidget *ownPaint()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    auto *scrubber = new TimelineScrubber;
    QList<TimelineVersion> versions;
    const QDateTime first(QDate(2026, 3, 3), QTime(19, 0), Qt::UTC);
    for (int day = 0; day < 60; ++day)
        versions << TimelineVersion{first.addDays(2 * day), (day * 37) % 211 + (day % 9 ? 0 : 900)};
    scrubber->setVersions(versions);
    scrubber->setCurrent(44);
    column->addWidget(scrubber);
    auto *mirrored = new TimelineScrubber;
    mirrored->setVersions(versions.first(12));
    mirrored->setLayoutDirection(Qt::RightToLeft);
    column->addWidget(mirrored);
    auto *strip = new DayStrip;
    QList<Day> days;
    for (int day = 0; day < DayStrip::kDays; ++day) {
        const DayState state = day < 4          ? DayState::Before
                               : day == 12      ? DayState::Warning
                               : day == 20      ? DayState::Failed
                               : day % 11 == 10 ? DayState::Missed
                                                : DayState::Saved;
        days << Day{state, QString()};
    }
    strip->setDays(days);
    column->addWidget(strip);
    auto *progress = new ProgressStrip;
    progress->setShare(0.38);
    column->addWidget(progress);
    column->addWidget(
        new ElidedLabel(u"/home/anna/Projects/"_s + QString(120, u'x') + u"/plan.dwg"_s));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    row->addWidget(button(u"Cancel"_s));
    auto *focused = button(u"Focused by a key"_s, "primary");
    row->addWidget(focused);
    column->addLayout(row);
    auto *field = new QLineEdit(u"A field that has the focus"_s);
    column->addWidget(field);
    auto *list = new QListWidget;
    list->addItems({u"Overview"_s, u"Restore"_s, u"Activity, 1 problem"_s});
    list->setCurrentRow(0);
    column->addWidget(list);
    focused->setObjectName(u"focused"_s);
    return page;
}

QWidget *menu()
{
    auto *menu = new QMenu;
    menu->addAction(IconSet::icon(Icon::BackUp), u"Back up now\tCtrl+B"_s);
    menu->addAction(IconSet::icon(Icon::Restore), u"Restore files…"_s);
    menu->addMenu(u"Pause"_s)->addAction(u"1 hour"_s);
    menu->addSeparator();
    QAction *slow = menu->addAction(u"Slow down"_s);
    slow->setCheckable(true);
    slow->setChecked(true);
    menu->addAction(u"Not now"_s)->setEnabled(false);
    menu->setActiveAction(menu->actions().constFirst());
    return menu;
}

QWidget *popup()
{
    auto *combo = new QComboBox;
    combo->addItems({u"version 34 of 42"_s, u"version 33 of 42"_s, u"version 32 of 42"_s});
    combo->resize(combo->sizeHint());
    combo->show();
    combo->showPopup();
    return combo;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fputs("usage: gui_gallery OUTDIR\n", stderr);
        return 2;
    }
    const QDir out(arguments.at(1));
    if (!out.mkpath(u"."_s))
        return 1;
    QFont font(u"Inter"_s);
    font.setPointSizeF(10);
    QApplication::setFont(font);
    const struct
    {
        const char *name;
        const Theme &theme;
    } themes[] = {{"light", Theme::light()},
                  {"dark", Theme::dark()},
                  {"contrast-light", Theme::highContrastLight()},
                  {"contrast-dark", Theme::highContrastDark()}};
    const struct
    {
        const char *name;
        QWidget *(*make)();
        QSize size;
    } pages[] = {{"controls", controls, {1080, 680}},
                 {"cards", cards, {900, 640}},
                 {"items", items, {1000, 420}},
                 {"own-paint", ownPaint, {800, 520}},
                 {"icons", icons, {}},
                 {"menu", menu, {}},
                 {"popup", popup, {}}};
    for (const auto &[themeName, theme] : themes) {
        auto *style = new AppStyle(theme);
        style->setMotion(false);
        QApplication::setStyle(style);
        QApplication::setPalette(themePalette(theme));
        for (const auto &page : pages) {
            const std::unique_ptr<QWidget> widget(page.make());
            if (page.size.isValid())
                widget->resize(page.size);
            else
                widget->resize(widget->sizeHint());
            widget->show();
            QApplication::sendPostedEvents();
            QWidget *shown = widget.get();
            if (auto *focused = shown->findChild<QWidget *>(u"focused"_s)) {
                QApplication::setActiveWindow(shown);
                shown->setAttribute(Qt::WA_KeyboardFocusChange);
                focused->setFocus(Qt::TabFocusReason);
            }
            if (auto *combo = qobject_cast<QComboBox *>(shown))
                shown = combo->view()->parentWidget();
            const QString file =
                u"%1-%2-%3x.png"_s
                    .arg(QString::fromLatin1(page.name), QString::fromLatin1(themeName))
                    .arg(shown->devicePixelRatio());
            if (!shown->grab().save(out.filePath(file)))
                return 1;
        }
    }
    return 0;
}
