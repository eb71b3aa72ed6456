package kit

import "context"

// Task is work that lasts, such as writing something down.
type Task[T any] func(ctx context.Context) (T, error)

// Background does work outside Fyne's goroutine and hands its result back there:
// post runs a function in Fyne's goroutine. What was begun is brought to its end.
func Background[T any](post func(func()), work Task[T], done func(T, error)) {
	go func() {
		got, err := work(context.Background())
		post(func() { done(got, err) })
	}()
}

// Nothing is the result of work that only succeeds or fails.
type Nothing = struct{}

// Doing makes work of something that only succeeds or fails.
func Doing(do func(context.Context) error) Task[Nothing] {
	return func(ctx context.Context) (Nothing, error) { return Nothing{}, do(ctx) }
}

// WorkIn has a form do a task in the background. begin makes it of what was
// entered, in Fyne's goroutine, or says what is wrong with that; then gets what
// came of it once the form is closed.
func WorkIn[T any](f *Form, post func(func()), begin func() (Task[T], error), then func(T)) {
	var got *T
	f.Work = func(done func(error)) {
		task, err := begin()
		if err != nil {
			done(err)
			return
		}
		Background(post, task, func(came T, err error) {
			if err == nil {
				got = &came
			}
			done(err)
		})
	}
	f.OnClosed = func() {
		if got != nil {
			then(*got)
		}
	}
}
