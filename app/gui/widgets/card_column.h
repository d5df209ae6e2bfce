// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QVBoxLayout;

namespace cairn::gui {

class ElidedLabel;
class JobCard;

// Cards below each other, with a heading above those of a group. One can be dragged to another
// place in its group.
class CardColumn final : public QWidget
{
    Q_OBJECT
public:
    struct Group
    {
        QString heading; // empty: none
        std::vector<JobCard *> cards;
    };
    explicit CardColumn(QWidget *parent = nullptr);

    void add(JobCard *card); // once, before it is in a group
    // Cards in no group are not arranged.
    void setGroups(std::vector<Group> groups);
    void setMovable(bool isMovable);

Q_SIGNALS:
    // `job` was dropped directly before or behind `other`.
    void moved(const std::string &job, const std::string &other, bool isBehind);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Place
    {
        const JobCard *other = nullptr;
        bool isBehind = false;
        bool isAnother = false; // than where the card is
    };
    [[nodiscard]] std::optional<Place> placeOf(const QDropEvent &event) const;
    [[nodiscard]] static Place placeAmong(const std::vector<JobCard *> &cards,
                                          const std::string &job, int y);
    void showLine(const std::optional<Place> &place);
    void put(QWidget *widget, int at);
    ElidedLabel *makeHeading();
    void drag(JobCard *card);
    void followReading();

    QVBoxLayout *m_layout;
    QWidget *m_line;
    std::vector<Group> m_groups;
    std::vector<ElidedLabel *> m_headings;
    bool m_isMovable = false;
    bool m_isRearranged = false;
};

} // namespace cairn::gui
