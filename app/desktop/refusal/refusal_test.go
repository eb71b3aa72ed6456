package refusal

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"outpost/app/i18n"
	"outpost/store"
)

func TestARefusalIsSaidInTheLanguageSpoken(t *testing.T) {
	for _, c := range []struct {
		err              error
		english, chinese string
	}{
		{fmt.Errorf("chen asks for it: %w", store.ErrOwnRequest), "chen asks for it: own request", "申请人不能批准本人的申请，须由他人批准。"},
		{fmt.Errorf("x: %w", store.ErrApproval), "x: approval", "批准无效：须由另一位具备权限的人员就本次操作批准，不能批准自己的申请。"},
		{store.ErrLastPerson, "last one who looks after people", "这是最后一位管理人员，请先授予他人管理身份。"},
		{&store.WaitError{Left: 90 * time.Second}, "Too many wrong tries. The next one is possible in 1:30; a supervisor can end the wait.", "输错次数过多，1:30 后可再试；班长可解除等待。"},
		{errors.New("a cable"), "a cable", "操作未成功：a cable"},
	} {
		texts := i18n.New(i18n.English)
		if got := Text(texts, c.err); got != c.english {
			t.Errorf("%q, want %q", got, c.english)
		}
		texts.Set(i18n.Chinese)
		err := Error(texts, c.err)
		if err.Error() != c.chinese || !errors.Is(err, c.err) {
			t.Errorf("%q, want %q", err, c.chinese)
		}
	}
	if Error(i18n.New(i18n.English), nil) != nil {
		t.Error("nothing became a refusal")
	}
}

// A narrower kind that stands behind its wider one would never be said.
func TestNarrowerKindsComeFirst(t *testing.T) {
	all := sentences()
	for i, wide := range all {
		for _, narrow := range all[i+1:] {
			if errors.Is(narrow.kind, wide.kind) {
				t.Errorf("%v hides %v", wide.kind, narrow.kind)
			}
		}
	}
}
